import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CLI } from '../../support/run-cli.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import type { TestLedger } from '../api/test-ledger.js';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A command of a page and the output shown below it. */
interface Example {
  readonly command: string;
  readonly output: string;
}

const BLOCK = /(?<=^```console\n)[\s\S]*?(?=^```$)/gm;

const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** Returns the commands of a page's `console` blocks, without their prompts. */
export function examplesOf(page: string): Example[] {
  const text = read(page);
  if (/^[ >]+```console/m.test(text)) throw new Error(`${page}: only console blocks that aren't indented are found.`);
  return (text.match(BLOCK) ?? []).flatMap((block) => block.split(/^\$ /m).slice(1).map(parseExample));
}

/** A line that begins with `> ` continues the command above it. */
function parseExample(text: string): Example {
  const lines = text.trimEnd().split('\n');
  const end = lines.findIndex((line, index) => index > 0 && !line.startsWith('> '));
  const command = lines.slice(0, end < 0 ? undefined : end).map((line, index) => (index === 0 ? line : line.slice(2)));
  return { command: command.join('\n'), output: end < 0 ? '' : lines.slice(end).join('\n') };
}

const shown = ({ command, output }: Example): string =>
  `$ ${command.replaceAll('\n', '\n> ')}\n${output === '' ? '' : `${output}\n`}`;

const MASKS: readonly (readonly [pattern: RegExp, mask: string])[] = [
  [/\d{20}-[0-9a-f]{8}@[0-9a-f-]{36}/g, 'POSITION'],
  [/\b\d{20}\b/g, 'POSITION'],
  [/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, 'INSTANT'],
  [/\brecorded \d{1,2} [A-Z][a-z]+ \d{4}\b/g, 'recorded DAY'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID'],
  [/\b[0-9a-f]{64}\b/g, 'SHA-256'],
  [/\b[0-9a-f]{12}\b/g, 'KEY-ID'],
];

/** Masks values that differ from run to run. */
const masked = (text: string): string =>
  MASKS.reduce((all, [pattern, mask]) => all.replace(pattern, mask), text).replace(/ +$/gm, '');

const SEPARATOR = '=====8<=====';

/** Runs commands in a folder whose `data` is the ledger's, and returns the output of each. */
async function run(commands: readonly string[], ledger: TestLedger): Promise<string[]> {
  const { path, remove } = temporaryFolder();
  const bin = join(path, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'claim-ledger'), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  chmodSync(join(bin, 'claim-ledger'), 0o755);
  symlinkSync(ledger.folder, join(path, 'data'));
  const script = ['exec 2>&1 < /dev/null', ...commands.map((command) => `${command}\necho '${SEPARATOR}'`)].join('\n');
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}`, COLUMNS: '80', NO_COLOR: '1' };
  const here = script
    .replaceAll('http://127.0.0.1:4747', ledger.url)
    .replaceAll('npx --no-install claim-ledger', 'claim-ledger');
  const { stdout } = await promisify(execFile)('bash', ['-c', here], { env, cwd: path });
  remove();
  return stdout.replaceAll(ledger.url, 'http://127.0.0.1:4747').split(`${SEPARATOR}\n`);
}

/**
 * Runs a page's commands and compares what they print with the page. With `UPDATE_EXAMPLES=1` it writes what they
 * print into the page instead.
 */
export async function expectTrueExamples(page: string, ledger: TestLedger): Promise<void> {
  const examples = examplesOf(page);
  const printed = await run(
    examples.map(({ command }) => command),
    ledger,
  );
  const actual = examples.map(({ command }, index) => ({ command, output: (printed[index] ?? '').trimEnd() }));
  if (process.env.UPDATE_EXAMPLES === '1') {
    const rest = [...actual];
    const fresh = (example: string): string => {
      const next = rest.shift();
      if (next === undefined) return example;
      return masked(shown(next)) === masked(shown(parseExample(example))) ? shown(parseExample(example)) : shown(next);
    };
    const text = read(page).replace(BLOCK, (block) => block.split(/^\$ /m).slice(1).map(fresh).join(''));
    writeFileSync(join(ROOT, page), text);
  }
  expect(actual.map(shown).map(masked)).toEqual(examples.map(shown).map(masked));
}
