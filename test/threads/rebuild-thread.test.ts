import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rebuildThread } from '../../src/threads/rebuild-thread.js';
import { configFrom } from '../../src/config.js';
import type { RebuildReport } from '../../src/read-model/rebuild-progress.js';
import { openStoredIn } from '../../src/ledger/open-event-log.js';
import { newEvent } from '../event-log/contract/support.js';
import { FakeServer } from '../event-log/eventstoredb/fake/fake-server.js';

describe('a read model that is made from an event store in a thread of its own', () => {
  let folder: string;
  let server: FakeServer;
  let head: string | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claim-ledger-'));
    server = await FakeServer.start();
    const log = await openStoredIn(server.url, { whenNone: 'make-if-free' });
    await log.append('access', 'no-stream', [newEvent()]);
    head = await log.head();
    await log.close();
  });
  afterEach(() => {
    server.stop();
    rmSync(folder, { recursive: true });
  });

  const build = (file: string, onProgress: (report: RebuildReport) => void) => {
    const config = configFrom({ CLAIM_LEDGER_DATA: folder, CLAIM_LEDGER_LOG: server.url });
    return rebuildThread(config, () => undefined)(file, { signal: new AbortController().signal, onProgress });
  };

  it('is made to its end though the store refuses to say in the end how far the log goes', async () => {
    const told: RebuildReport[] = [];
    let readsOfAll = 0;
    // Where the log ends is asked first, then it is read.
    server.faults.read = (stream) => {
      if (stream === '$all') readsOfAll += 1;
      return stream === '$all' && readsOfAll > 2 ? { after: 0, with: 'denied' } : undefined;
    };
    expect(await build(join(folder, 'made.sqlite'), (report) => told.push(report))).toBe(true);
    expect(readsOfAll).toBeGreaterThan(2);
    expect(told.at(-1)).toMatchObject({ checkpoint: { events: 1 }, head });
  });

  it('that has no place to be made in fails, and the thread ends', async () => {
    const nowhere = join(folder, 'no-such-folder', 'made.sqlite');
    await expect(build(nowhere, () => undefined)).rejects.toThrow(/directory does not exist/);
  });
});
