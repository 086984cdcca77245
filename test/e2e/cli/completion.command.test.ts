import { execFileSync, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { COMMAND_GROUPS } from '../../../src/cli/command-table.js';
import { STATUSES } from '../../../src/domain/vocabulary.js';
import { cleanUp, newFolder, run } from '../../support/run-cli.js';

jest.setTimeout(120_000);

const scripts = { bash: '', zsh: '' };
beforeAll(async () => {
  const folder = await newFolder();
  for (const shell of ['bash', 'zsh'] as const) {
    const { code, stdout, stderr } = await run(['completion', shell]);
    expect([code, stderr]).toEqual([0, '']);
    scripts[shell] = join(folder, shell);
    await writeFile(scripts[shell], stdout);
  }
});
afterAll(cleanUp);

const isInstalled = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

/** What bash offers for the last of these words. */
function completeInBash(...words: readonly string[]): string[] {
  const text = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _claim_ledger; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const options = ['--norc', '--noprofile', '-c', text, 'bash', scripts.bash, 'claim-ledger', ...words];
  return execFileSync('bash', options, { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '');
}

/** What zsh offers, with the functions of its completion replaced by ones that print. */
function completeInZsh(...words: readonly string[]): string[] {
  const text = `
    compdef() { :; }
    compset() { :; }
    _files() { print files; }
    _describe() { print -l -- "\${(@P)\${@[-1]}}"; }
    compadd() { print -l -- "\${(@P)\${@[-1]}}"; }
    source "$1"; shift
    typeset -a words; words=("$@"); CURRENT=$#
    _claim_ledger`;
  const options = ['-f', '-c', text, 'zsh', scripts.zsh, 'claim-ledger', ...words];
  return execFileSync('zsh', options, { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/:.*/, ''));
}

const COMMANDS = COMMAND_GROUPS.flatMap(([, group]) => group.map(({ name }) => name));
/** The options of the program follow those of a command. */
const GLOBAL = ['--version', '--data', '--url', '--key', '--json', '--no-color', '--no-pager', '--help'];

const CASES: [words: string[], offered: readonly string[]][] = [
  [[''], COMMANDS],
  [['--data', 'list', '--json', ''], COMMANDS],
  [
    ['keys', ''],
    ['create', 'list', 'revoke', 'audit', 'recover'],
  ],
  [
    ['--url', 'http://ledger.example', 'register', ''],
    ['claim', 'actor', 'document', 'narrative', 'mandate'],
  ],
  [['list', '--status', ''], STATUSES],
  [['keys', 'list', '-'], GLOBAL],
  [
    ['search', 'keys', '-'],
    ['--limit', '--as-of', ...GLOBAL],
  ],
  [
    ['completion', ''],
    ['bash', 'zsh'],
  ],
  [['help', ''], COMMANDS.filter((name) => name !== 'help')],
];

test.each(CASES)('bash completes %j', (words, offered) => {
  expect(completeInBash(...words)).toEqual(offered);
});

test('bash completes what is begun, values after "=", and leaves names of files to itself', () => {
  expect(completeInBash('nar')).toEqual(['narratives']);
  expect(completeInBash('list', '--st')).toEqual(['--status']);
  expect(completeInBash('list', '--status', 'den')).toEqual(['denied']);
  expect(completeInBash('list', '--status', '=', 'den')).toEqual(['denied']);
  expect(completeInBash('list', '--status', '=')).toEqual(STATUSES);
  expect(completeInBash('list', '--status', '=', 'denied', '--se')).toEqual(['--search']);
  expect(completeInBash('--data', '')).toEqual([]);
  expect(completeInBash('import', '')).toEqual([]);
});

const inZsh = isInstalled('zsh') ? test : test.skip;

inZsh('zsh accepts the script, and completes the same', () => {
  execFileSync('zsh', ['-n', scripts.zsh]);
  for (const [words, offered] of CASES) expect([words, completeInZsh(...words)]).toEqual([words, offered]);
  expect(completeInZsh('list', '--status=')).toEqual(STATUSES);
  expect(completeInZsh('--data', '')).toEqual(['files']);
  expect(completeInZsh('import', '')).toEqual(['files']);
});

test('the zsh script quotes every description', async () => {
  const { stdout } = await run(['completion', 'zsh']);
  expect(stdout).toMatch(/^#compdef claim-ledger\n/);
  expect(stdout).toContain(
    `'show:print what there is on a claim: who says so, how its status changed, what opposes it'`,
  );
  // The quotes are the same to every shell of this family.
  const words = [...stdout.matchAll(/commands_here=(\(.*?\))(?=;| ;;)/g)].map(([, list]) => list);
  expect(words.length).toBeGreaterThan(20);
  execFileSync('bash', ['-n', '-c', words.map((list, index) => `words${index}=${String(list)}`).join('\n')]);
});

test('another shell is rejected', async () => {
  const { code, stderr } = await run(['completion', 'fish']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('Allowed choices are bash, zsh.')]);
});
