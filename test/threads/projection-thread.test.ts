import { join } from 'node:path';
import { standard } from '../../src/verification/standard/standard-policy.js';
import { buildsInThreads } from '../../src/threads/projection-thread.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { configFrom } from '../../src/config.js';
import type { RebuildReport } from '../../src/read-model/rebuild-progress.js';
import { openStoredIn } from '../../src/ledger/open-event-log.js';
import { newEvent } from '../event-log/contract/support.js';
import { FakeServer } from '../event-log/eventstoredb/fake/fake-server.js';
import { temporaryFolder } from '../support/temporary-folder.js';

test('buildsInThreads() from a file reports the number of events that the log has', async () => {
  const folder = temporaryFolder();
  const config = configFrom({ CLAIM_LEDGER_DATA: folder.path });
  const log = SqliteEventLog.open(join(folder.path, 'log.sqlite'), { positionStep: () => 10 });
  await log.append('access', 'no-stream', [newEvent(), newEvent()]);
  await log.close();
  const reports: RebuildReport[] = [];
  const signal = new AbortController().signal;
  const onProgress = (report: RebuildReport) => reports.push(report);
  await buildsInThreads(config, standard, () => undefined)(join(folder.path, 'made.sqlite'), { signal, onProgress });
  expect(reports.map(({ count }) => count)).toEqual(reports.map(() => 2));
  folder.remove();
});

describe('buildsInThreads() from an event store', () => {
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
    return buildsInThreads(
      config,
      standard,
      () => undefined,
    )(file, { signal: new AbortController().signal, onProgress });
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
    expect(reports.at(-1)?.count).toBeUndefined();
  });

  it('fails and ends the thread if the folder does not exist', async () => {
    const nowhere = join(folder.path, 'no-such-folder', 'made.sqlite');
    await expect(build(nowhere, () => undefined)).rejects.toThrow(/directory does not exist/);
  });
});
