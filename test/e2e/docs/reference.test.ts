import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLAIM_EVENTS } from '../../../src/claims/claim.event-types.js';
import { COMMAND_GROUPS } from '../../../src/cli/command-table.js';
import { KNOWN_SETTINGS } from '../../../src/cli/ledger/known-settings.js';
import { ACTS } from '../../../src/cli/record/acts.js';
import { STATUSES } from '../../../src/domain/vocabulary.js';
import { problemKinds } from '../../../src/http/problem.js';
import { COLUMNS } from '../../../src/interchange/csv/csv-columns.js';
import { NO_EFFECT_REASONS } from '../../../src/verification/standard/no-effect-reasons.js';
import { PARAMETER_NAMES, rulesInWords } from '../../../src/verification/policy-in-words.js';
import { STANDARD_PARAMETERS } from '../../../src/verification/policy-parameters.js';
import { RELEASED_POLICIES } from '../../../src/verification/released-policies.js';
import { RULES } from '../../../src/verification/standard/rule-names.js';
import { SUMMARY_CODES } from '../../../src/verification/summary/summary-part.js';
import { ROOT } from './console-examples.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The names in code style that begin a row of the tables below a heading, or anywhere on the page. */
function namesInTables(page: string, heading?: string): string[] {
  const text = read(`docs/reference/${page}`);
  const start = heading === undefined ? 0 : text.indexOf(`\n## ${heading}\n`) + 1;
  const end = heading === undefined ? -1 : text.indexOf('\n## ', start);
  return [...text.slice(start, end < 0 ? undefined : end).matchAll(/^\| ((?:`[^`]+`(?:, )?)+)/gm)].flatMap(
    ([, names = '']) => [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
}

it('problems.md lists every problem with its status', () => {
  const listed = [...read('docs/reference/problems.md').matchAll(/^\| `([\w-]+)` +\| (\d{3}) /gm)];
  const kinds = problemKinds().map(({ type, status }) => `${status} ${type.replace('urn:claim-ledger:problem:', '')}`);
  expect(listed.map(([, name, status]) => `${status} ${name}`).sort()).toEqual([...new Set(kinds)].sort());
});

it('policy-standard.md lists every status, rule, reason and code of a summary, the rules in their order', () => {
  const statuses = namesInTables('policy-standard.md', 'Statuses');
  expect(statuses.sort()).toEqual([...STATUSES].sort());
  expect(namesInTables('policy-standard.md', 'Rules')).toEqual(Object.keys(RULES));
  expect(namesInTables('policy-standard.md', 'Without effect')).toEqual(Object.keys(NO_EFFECT_REASONS));
  expect(namesInTables('policy-standard.md', 'Summary')).toEqual(Object.keys(SUMMARY_CODES));
});

it('policy-standard.md describes the rules in the words of the API', () => {
  const rows = [...read('docs/reference/policy-standard.md').matchAll(/^\| `([\w-]+\/[\w-]+)` +\| (.+?) +\|$/gm)];
  const words = rows.map(([, rule, when]) => ({ rule, when }));
  expect(words).toEqual(rulesInWords(STANDARD_PARAMETERS));
});

it('policies.md lists every parameter and every released policy with its parameters', () => {
  expect(namesInTables('policies.md', 'Parameters')).toEqual(PARAMETER_NAMES);
  const released = read('docs/reference/policies.md').split('\n## Released policies')[1]?.split('\n## ')[0] ?? '';
  const rows = released.split('\n').filter((line) => line.startsWith('|'));
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
  const [[, ...names] = [], , ...values] = cells;
  expect(names).toEqual(RELEASED_POLICIES.map(({ name }) => name));
  expect(values.map(([parameter]) => parameter)).toEqual(PARAMETER_NAMES);
  for (const [index, { parameters }] of RELEASED_POLICIES.entries()) {
    for (const [parameter = '', ...shown] of values) {
      const value = (parameters as unknown as Record<string, unknown>)[parameter];
      if (value !== undefined)
        expect([parameter, shown[index]]).toEqual([parameter, [value].flat().map(String).join(', ')]);
    }
  }
});

it('entries.md lists every entry type', () => {
  const listed = [
    ...namesInTables('entries.md', 'Keeping the record'),
    ...namesInTables('entries.md', 'Acts').filter((name) => /^[A-Z]/.test(name)),
  ];
  expect(listed.sort()).toEqual(Object.keys(CLAIM_EVENTS.types).sort());
});

it('import.md lists every column of the template for spreadsheets', () => {
  expect(namesInTables('import.md', 'Columns').sort()).toEqual([...COLUMNS].sort());
});

it('settings.md has every setting, with its default and its meaning', () => {
  const plain = (cell: string) => cell.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');
  const rows = [...read('docs/reference/settings.md').matchAll(/^\| `((?:CLAIM_LEDGER|OTEL)_\w+)` *\|(.*)\|(.*)\|$/gm)];
  const documented = rows.map(([, variable = '', fallback = '', meaning = '']) => ({
    variable,
    default: /^`[^`]*`$/.test(fallback.trim()) ? { value: plain(fallback).trim() } : { words: plain(fallback).trim() },
    meaning: plain(meaning).trim(),
  }));
  expect(documented).toEqual(
    KNOWN_SETTINGS.map(({ variable, default: fallback, meaning }) => ({ variable, default: fallback, meaning })),
  );
});

it('cli.md lists every command and every act', () => {
  const commands = COMMAND_GROUPS.flatMap(([, group]) => group.map(({ name }) => name));
  expect(namesInTables('cli.md', 'Commands').sort()).toEqual(commands.filter((name) => name !== 'help').sort());
  expect(namesInTables('cli.md', 'Acts').sort()).toEqual(ACTS.map(({ word }) => word).sort());
});
