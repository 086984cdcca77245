import { join } from 'node:path';
import { rebuildThread } from '../../src/threads/rebuild-thread.js';
import { configFrom } from '../../src/config.js';
import type { RebuildReport } from '../../src/read-model/rebuild-progress.js';
import { openStoredIn } from '../../src/ledger/open-event-log.js';
import { newEvent } from '../event-log/contract/support.js';
import { FakeServer } from '../event-log/eventstoredb/fake/fake-server.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('rebuildThread() from an event store', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let server: FakeServer;
  let head: string | undefined;

  beforeEach(async () => {
    folder = temporaryFolder();
    server = await FakeServer.start();
    const log = await openStoredIn(server.url, { whenNone: 'make-if-free' });
    await log.append('access', 'no-stream', [newEvent()]);
    head = await log.head();
    await log.close();
  });
  afterEach(() => {
    server.stop();
    folder.remove();
  });

  const build = (file: string, onProgress: (report: RebuildReport) => void) => {
    const config = configFrom({ CLAIM_LEDGER_DATA: folder.path, CLAIM_LEDGER_LOG: server.url });
    return rebuildThread(config, () => undefined)(file, { signal: new AbortController().signal, onProgress });
  };

  it('finishes even if the store denies the last read of the head', async () => {
    const reports: RebuildReport[] = [];
    let readsOfAll = 0;
    // The first read returns the head of the log, the second its events.
    server.faults.read = (stream) => {
      if (stream === '$all') readsOfAll += 1;
      return stream === '$all' && readsOfAll > 2 ? { after: 0, with: 'denied' } : undefined;
    };
    expect(await build(join(folder.path, 'made.sqlite'), (report) => reports.push(report))).toBe(true);
    expect(readsOfAll).toBeGreaterThan(2);
    expect(reports.at(-1)).toMatchObject({ checkpoint: { events: 1 }, head });
  });

  it('fails and ends the thread if the folder does not exist', async () => {
    const nowhere = join(folder.path, 'no-such-folder', 'made.sqlite');
    await expect(build(nowhere, () => undefined)).rejects.toThrow(/directory does not exist/);
  });
});
