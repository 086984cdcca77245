import { copyFileSync } from 'node:fs';
import { copyLog } from '../../../src/archive/copy/copy-log.js';
import { adminKeyFile, configFrom } from '../../../src/config.js';
import { openStored } from '../../../src/ledger/open-event-log.js';
import type { ReplayView } from '../../../src/replay/replay.views.js';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { TestLedger } from '../api/test-ledger.js';

/** Copies the log of a ledger to a new event store. */
async function copyOf(ledger: TestLedger): Promise<FakeServer> {
  const server = await FakeServer.start();
  const config = configFrom({ CLAIM_LEDGER_DATA: ledger.folder, CLAIM_LEDGER_LOG: server.url });
  const [source, target] = [await ledger.openLog(), await openStored(config, { whenNone: 'make-if-free' })];
  const { signal } = new AbortController();
  await copyLog(source, target, { maxConcurrentAppends: 1, signal, onProgress: () => undefined });
  await Promise.all([source.close(), target.close()]);
  return server;
}

async function digestsOf(ledger: TestLedger, scenarios: readonly object[]) {
  const digests: (string | undefined)[] = [];
  for (const scenario of scenarios) {
    const { id } = (await ledger.post('/v1/replays', { scenario }).expect(202)).body as ReplayView;
    const replay = (await ledger.get(`/v1/replays/${id}?wait=60`).expect(200)).body as ReplayView;
    expect(replay).toMatchObject({ status: 'finished', progress: { claims: 140 } });
    digests.push(replay.digest, replay.scenarioDigest);
  }
  return digests;
}

it('a replay has the same digest on a copy of the log in an event store', async () => {
  const [file, ledgers] = [await TestLedger.start(), [] as TestLedger[]];
  let server: FakeServer | undefined;
  try {
    await file.importSeeds();
    server = await copyOf(file);
    const stored = await TestLedger.start({ CLAIM_LEDGER_LOG: server.url });
    ledgers.push(stored);
    copyFileSync(adminKeyFile(file.folder), adminKeyFile(stored.folder));
    await stored.ready();
    const asOf = new Date().toISOString();
    const scenarios = [
      { asOf },
      { asOf, without: ['actor:tass', 'type:ConfirmationSought'] },
      { asOf, validAt: '2024-04-03', policy: 'strict/1' },
    ];
    const digests = await digestsOf(file, scenarios);
    expect(new Set(digests).size).toBe(digests.length);
    expect(await digestsOf(stored, scenarios)).toEqual(digests);
    // Another claim, or another status, is another digest.
    const entry = { type: 'ClaimDenied', by: ['nato'], basis: 'recording', extent: 'whole' };
    await stored.post('/v1/claims/nato-discusses-kyiv-ceding-territory/entries', entry).expect(201);
    const [changed] = await digestsOf(stored, [{ asOf: new Date().toISOString() }]);
    expect(digests).not.toContain(changed);
  } finally {
    for (const ledger of [file, ...ledgers]) await ledger.stop();
    server?.stop();
  }
}, 120_000);
