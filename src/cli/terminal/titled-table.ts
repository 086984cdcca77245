import type { Colors } from 'picocolors/types.js';
import { padded, sanitize } from './text-layout.js';

/** Columns with titles, each as wide as its widest cell. */
export function titledTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  { bold }: Pick<Colors, 'bold'>,
): string {
  const cells = [titles, ...rows].map((row) => row.map((cell) => sanitize(cell)));
  const widths = titles.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line, index) => `${index === 0 ? bold(line) : line}\n`).join('');
}

/** A title, and a line for each thing that is there. */
export function titledList(
  title: string,
  items: readonly (readonly [name: string, value: string | undefined])[],
  { bold }: Pick<Colors, 'bold'>,
): string {
  const shown = items.flatMap(([name, value]) => (value === undefined ? [] : [[name, sanitize(value)] as const]));
  const width = Math.max(...shown.map(([name]) => name.length));
  return [bold(title), ...shown.map(([name, value]) => `${padded(name, width)}  ${value}`)]
    .map((line) => `${line}\n`)
    .join('');
}
