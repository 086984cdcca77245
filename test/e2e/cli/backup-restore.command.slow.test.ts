import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { restoreCopyOf, eventsIn, filesIn, logFileIn } from '../../support/backups.js';
import { cleanUp, run, serve } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

let folder: string;
let backup: string;
beforeAll(async () => {
  folder = await createSampleLedger();
  backup = join(folder, 'sample.backup');
  const { code, stdout } = await run(['--data', folder, 'backup', backup]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Backed up 19 events of the log [0-9a-f-]{36} to /)]);
});
afterAll(cleanUp);

test('backup: writes one file that only its owner can read, and never overwrites a file', async () => {
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  expect(await eventsIn(backup)).toEqual(await eventsIn(logFileIn(folder)));
  const before = readFileSync(backup);
  const again = await run(['--data', folder, 'backup', backup]);
  expect([again.code, again.stderr]).toEqual([
    1,
    `${backup} exists already, and is not overwritten. Choose another name.\n`,
  ]);
  expect(readFileSync(backup)).toEqual(before);
  expect((await run(['--data', folder, 'backup', join(folder, 'no', 'where')])).code).toBe(2);
  expect((await run(['--data', join(folder, 'nothing'), 'backup', join(folder, 'x')])).code).toBe(3);
});

test('restore: restores a backup to a folder without a log', async () => {
  const data = await restoreCopyOf(folder);
  const story = ['show', 'ceding', '--recorded'];
  expect(await run(['--data', data, ...story])).toEqual(await run(['--data', folder, ...story]));
  expect(filesIn(data).filter((name) => !name.startsWith('read-model'))).toEqual(['admin.key', 'log.sqlite']);
});

test('restore: fails while a server runs, and with --url', async () => {
  const data = await restoreCopyOf(folder);
  const server = await serve(data);
  try {
    const told = await run(['--data', data, 'restore', backup, '--replace']);
    expect([told.code, told.stderr]).toEqual([
      3,
      expect.stringMatching(/is in use by process \d+\. Stop it first\.\n$/),
    ]);
    for (const command of [['restore', backup], ['backup', 'x'], ['verify'], ['load', 'x']]) {
      expect((await run(['--url', server.url, ...command])).code).toBe(2);
    }
  } finally {
    await server.stop();
  }
});
