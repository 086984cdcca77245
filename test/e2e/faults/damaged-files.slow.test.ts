import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rebuiltRows, storedRows } from '../../support/read-model-rows.js';
import { cleanUp, newFolder, run } from '../../support/run-cli.js';
import { FaultyServer } from './support.js';

const PAGE = 4_096;
/** In no other page than those of the claim's quote. */
const QUOTE = 'Unmistakable words. '.repeat(150);
afterAll(cleanUp);

/** Overwrites the heads of the pages that have these words; in the first one, the schema. */
function damagePagesWith(words: string, file: string): void {
  const bytes = readFileSync(file);
  let damaged = 0;
  for (let page = 0; page < bytes.length; page += PAGE) {
    if (!bytes.subarray(page, page + PAGE).includes(words)) continue;
    // The head of the file is before the head of its first page.
    const head = page === 0 ? 100 : page;
    bytes.fill(0xff, head, head + 64);
    damaged += 1;
  }
  expect(damaged).toBeGreaterThan(0);
  writeFileSync(file, bytes);
}

async function folderWithClaims(): Promise<string> {
  const folder = await newFolder();
  const ledger = await FaultyServer.withClaim(folder);
  await ledger.register('other');
  await ledger.deny('talks', 'first', QUOTE);
  for (let n = 0; n < 8; n += 1) await ledger.deny('other', `entry ${n}`, 'Other words. '.repeat(200));
  await ledger.deny('other', 'last', 'The last words. '.repeat(200));
  await ledger.server.stop('SIGTERM');
  return folder;
}

const readModels = (folder: string) => readdirSync(folder).filter((name) => /^read-model.*\.sqlite$/.test(name));

it('answers with 503 what a damaged page of the log prevents, and everything else as before', async () => {
  const folder = await folderWithClaims();
  const file = join(folder, 'log.sqlite');
  damagePagesWith('Unmistakable', file);
  const before = readModels(folder);
  const ledger = await FaultyServer.start(folder);
  const refused = await ledger.deny('talks', 'second');
  expect(refused).toMatchObject({
    status: 503,
    body: {
      type: 'urn:claim-ledger:problem:log-damaged',
      detail:
        "A part of the event log is damaged and can't be read, so nothing was recorded. The server's own log names the file and what to do.",
    },
  });
  expect(ledger.server.errors()).toContain(`${file} is damaged. Stop the server, keep the file, and run`);
  expect(await ledger.deny('other', 'more')).toMatchObject({ status: 201 });
  expect(await ledger.get('/v1/claims/talks')).toMatchObject({ status: 200, body: { revision: 1 } });
  expect(await ledger.server.stop('SIGTERM')).toBe(0);
  // The read model has what the log lost.
  expect(readModels(folder)).toEqual(before);
  expect(await run(['--data', folder, 'verify'])).toMatchObject({ code: 1 });
  const rebuilt = await run(['--data', folder, 'rebuild']);
  expect([rebuilt.code, rebuilt.stderr]).toEqual([1, expect.stringContaining(`${file} is damaged. Stop the server`)]);
  expect(readModels(folder)).toEqual(expect.arrayContaining(before));
});

it.each([
  ['its schema', 'event_log'],
  ['the last event', 'The last words.'],
])('does not start on a log of which it cannot read %s, names the file, and changes nothing', async (_what, words) => {
  const folder = await folderWithClaims();
  const file = join(folder, 'log.sqlite');
  damagePagesWith(words, file);
  const bytes = readFileSync(file);
  const before = readModels(folder);
  const { code, stderr } = await run(['--data', folder, 'serve', '--port', '0']);
  expect([code, stderr]).toEqual([
    3,
    expect.stringContaining(
      `${file} is damaged. Stop the server, keep the file, and run "claim-ledger verify"; then restore a backup with "claim-ledger restore --replace".\n`,
    ),
  ]);
  expect(stderr).not.toContain('defect');
  expect(readFileSync(file).equals(bytes)).toBe(true);
  expect(readModels(folder)).toEqual(before);
});

it('replaces a damaged read model by itself, and stays up', async () => {
  const folder = await folderWithClaims();
  const [name = ''] = readModels(folder);
  damagePagesWith('Unmistakable', join(folder, name));
  const ledger = await FaultyServer.start(folder);
  const statuses = new Set<number>();
  for (let status = 0; status !== 200 || readModels(folder).includes(name);) {
    ({ status } = await ledger.get('/v1/claims/talks/history'));
    statuses.add(status);
  }
  expect([...statuses].sort()).toEqual([200, 503]);
  await ledger.untilReady();
  expect(ledger.server.errors()).toContain('The read model is damaged. Another one is being built from the log.');
  expect(await ledger.server.stop('SIGTERM')).toBe(0);
  expect(readModels(folder)).toHaveLength(1);
  expect(storedRows(folder)).toEqual(await rebuiltRows(folder));
});
