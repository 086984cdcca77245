import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { cleanUp, newFolder, serveWith } from '../../support/run-cli.js';

afterAll(cleanUp);

const ENTRY = { type: 'ClaimDenied', by: ['nato'], basis: 'none-given' };

it.each([
  ['an entry', '/v1/claims/talks/entries?dryRun=true', 'application/json', JSON.stringify(ENTRY)],
  ['an import', '/v1/import?dryRun=true', 'application/x-ndjson', JSON.stringify({ ...ENTRY, claim: 'talks' })],
])('ends a dry run of %s in order if it is stopped meanwhile', async (_what, path, type, body) => {
  const store = await FakeServer.start();
  const folder = await newFolder();
  const server = await serveWith({ CLAIM_LEDGER_LOG: store.url, CLAIM_LEDGER_LOG_LEVEL: 'error' }, folder);
  const authorization = `Bearer ${readFileSync(join(folder, 'admin.key'), 'utf8').trim()}`;
  const headers = { authorization, 'content-type': type };
  let held = 0;
  store.faults.read = (stream) => {
    if (!/^(?:actor-nato|claim-talks)$/.test(stream)) return undefined;
    held += 1;
    return { after: 0, with: 'silence' };
  };
  const answer = fetch(server.url + path, { method: 'POST', headers, body }).then(
    () => 'answered',
    () => 'cut off',
  );
  while (held === 0) await pause(5);
  expect(await server.stop('SIGTERM')).toBe(0);
  expect(await answer).toBe('cut off');
  expect(server.errors()).toBe('');
  store.stop();
});
