import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { restoreCopyOf, logFileIn } from '../../support/backups.js';
import { cleanUp, run } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

let folder: string;
let backup: string;
beforeAll(async () => {
  folder = await createSampleLedger();
  backup = join(folder, 'sample.backup');
  expect((await run(['--data', folder, 'backup', backup])).code).toBe(0);
});
afterAll(cleanUp);

test('verify: exits with 1 and prints the faults', async () => {
  const data = await restoreCopyOf(folder);
  expect((await run(['--data', data, 'status'])).code).toBe(0);
  const database = new Database(logFileIn(data));
  database.exec(`UPDATE events SET revision = 7 WHERE position = 19`);
  database.close();
  const told = await run(['--data', data, 'verify']);
  expect(told.code).toBe(1);
  expect(told.stdout).toMatch(/^log: position 0*19, \S+ revision 7: the next revision of the stream is \d$/m);
  const { code, stdout } = await run(['--data', data, 'verify', '--json', '--deep']);
  expect([code, JSON.parse(stdout)]).toEqual([
    1,
    expect.objectContaining({ faultCount: expect.any(Number) as number }),
  ]);
});

test('verify: prints the faults of the log, whatever the state of the read model', async () => {
  const data = await restoreCopyOf(folder);
  const none = await run(['--data', data, 'verify', '--deep']);
  expect([none.code, none.stdout]).toEqual([
    0,
    expect.stringMatching(/^read model {2}none yet; no status was evaluated\nall is well\n$/m),
  ]);
  expect((await run(['verify', backup])).stdout).not.toContain('read model');

  expect((await run(['--data', data, 'list'])).code).toBe(0);
  const [name = ''] = readdirSync(data).filter((file) => /^read-model.*sqlite$/.test(file));
  const readModel = join(data, name);
  const bytes = readFileSync(readModel);
  writeFileSync(readModel, bytes.fill(7, 4096, bytes.length - 4096));
  const database = new Database(logFileIn(data));
  database.exec(`UPDATE events SET type = 'Other' WHERE position = 19`);
  database.close();
  const { code, stdout, stderr } = await run(['--data', data, 'verify', '--deep']);
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toMatch(/^log: position 0*19, .* Other is not an event type/m);
  expect(stdout).toMatch(/^read model: it can't be compared: .*a database file is damaged/m);
  expect(readdirSync(data).filter((file) => file.startsWith('verifying'))).toEqual([]);
});

test('verify: prints the faults of the log, even if no read model can be built from it', async () => {
  const data = await restoreCopyOf(folder);
  expect((await run(['--data', data, 'list'])).code).toBe(0);
  const database = new Database(logFileIn(data));
  database.exec(`UPDATE events SET data = '{' WHERE position = 19`);
  database.close();
  const told = await run(['--data', data, 'verify']);
  expect([told.code, told.stderr]).toEqual([1, '']);
  expect(told.stdout).toMatch(/^log: position 0*19, .* the data are not JSON$/m);
  expect(told.stdout).toMatch(
    /^read model: it can't be compared: .*at position 0*19, .* the data are not a JSON object/m,
  );
  const reading: [string[], number][] = [
    [['--data', data, 'export'], 3],
    [['copy', '--from', data, '--to', join(data, 'there')], 3],
    [['--data', data, 'rebuild'], 1],
  ];
  for (const [args, code] of reading) {
    const refused = await run(args);
    expect([args, refused.code]).toEqual([args, code]);
    expect(refused.stderr).toMatch(/at position 0*19, revision \d+ of \S+, the data are not a JSON object/);
    expect(refused.stderr).not.toMatch(/^ +at /m);
  }
});
