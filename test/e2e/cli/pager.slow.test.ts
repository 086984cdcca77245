import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { cleanUp, newFolder, run } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';
import { closeTerminals, CTRL_C, Terminal } from '../../support/terminal.js';

jest.setTimeout(120_000);

let folder: string;
let seen: string;
beforeAll(async () => {
  folder = await createSampleLedger();
  seen = join(await newFolder(), 'seen');
});
afterEach(closeTerminals);
afterAll(cleanUp);

/** On a terminal of twelve lines. */
const show = (env: Readonly<Record<string, string>>, ...options: readonly string[]) =>
  new Terminal(['--data', folder, ...options, 'show', 'ceding'], env, 12);

test('output that is longer than the terminal is shown in the pager of the person', async () => {
  const terminal = show({ PAGER: `tee ${seen}` });
  expect(await terminal.ended()).toBe(0);
  expect(terminal.screen).toContain('NATO discusses that Ukraine cede land.');
  expect(readFileSync(seen, 'utf8')).toContain('\u001b[');
});

test('neither with --no-pager, nor with a terminal that is long enough, nor into a pipe', async () => {
  const PAGER = `touch ${seen}-2`;
  const wide = new Terminal(['--data', folder, 'list'], { PAGER }, 40);
  const codes = await Promise.all([show({ PAGER }, '--no-pager').ended(), wide.ended()]);
  expect(codes).toEqual([0, 0]);
  expect((await run(['--data', folder, 'show', 'ceding'], { PAGER })).stdout).toContain('NATO discusses');
  expect(existsSync(`${seen}-2`)).toBe(false);
});

test('a pager that does not exist loses nothing, and one that is interrupted ends the command well', async () => {
  const missing = show({ PAGER: 'no-such-pager' });
  expect(await missing.ended()).toBe(0);
  expect(missing.screen).toContain('NATO discusses that Ukraine cede land.');
  const held = show({ PAGER: 'head -1; trap "exit 0" INT; echo waiting; while :; do sleep 0.1; done' });
  await held.shows(/waiting/);
  held.type(CTRL_C);
  expect(await held.ended()).toBe(0);
});
