import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { type Bound, type Figure, isMet } from './figures.js';
import { ROOT } from './paths.js';

/** A figure with its origin, since rows may be measured one by one. */
interface Result extends Figure {
  readonly row: string;
  readonly met: boolean;
  readonly date: string;
  readonly commit: string;
  readonly command: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
}

/** Replaces a row's figures in the file. */
export function saveResults(file: string, row: string, figures: readonly Figure[], order: readonly string[]): void {
  const earlier = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result[]) : [];
  const [{ model = 'unknown' } = {}, { length: cores }] = [cpus()[0], cpus()];
  const about = {
    date: new Date().toISOString(),
    commit: execFileSync('git', ['describe', '--always', '--dirty'], { cwd: ROOT, encoding: 'utf8' }).trim(),
    command: ['npm run bench --', ...process.argv.slice(2)].join(' '),
    machine: { cpu: model, cores, node: process.version },
  };
  const results = [
    ...earlier.filter((result) => result.row !== row),
    ...figures.map((figure): Result => ({ row, ...figure, met: isMet(figure), ...about })),
  ].sort((a, b) => order.indexOf(a.row) - order.indexOf(b.row));
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}

const COLUMNS = ['what', 'measured', 'yardstick', 'ratio', 'bound', ''] as const;

/** Formats figures as a table in Markdown, to be read in a terminal or pasted into a page. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, yardstick, ratio, bound, ...rest }) => [
    name,
    `${formatNumber(value)} ${unit}`,
    yardstick ? `${formatNumber(yardstick.value)} ${unit}: ${yardstick.name}` : '',
    ratio === undefined ? '' : formatNumber(ratio),
    bound ? formatBound(bound) : 'shown',
    isMet({ name, value, unit, ...(ratio !== undefined && { ratio }), ...(bound && { bound }), ...rest })
      ? ''
      : 'missed',
  ]);
  const widths = COLUMNS.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(COLUMNS), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const formatBound = (bound: Bound): string => ('least' in bound ? `≥ ${bound.least}` : `≤ ${bound.most}`);

const formatNumber = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
