import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, configFrom, logFile } from '../../src/config.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { isUnusable } from '../../src/read-model/next-generation.js';
import type { ProjectionHandle } from '../../src/read-model/projection-handle.js';
import { ReadModel } from '../../src/read-model/read-model.js';
import { standard } from '../../src/verification/standard/standard-policy.js';
import { followsInThreads } from '../../src/threads/following-threads.js';
import { newEvent } from '../event-log/contract/support.js';
import { StartedThreads } from '../support/started-threads.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const SOON = 60_000;

/** How willing the threads of this process are to wait for others; Linux only. */
function niceness(): { readonly main: number; readonly all: readonly number[] } {
  const of = (thread: string | number) =>
    Number(readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')[1]?.split(' ')[16]);
  return { main: of(process.pid), all: readdirSync('/proc/self/task').map(of) };
}

describe('followsInThreads()', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let config: Config;
  let log: SqliteEventLog;
  let file: string;
  let projection: ProjectionHandle | undefined;
  let threads: StartedThreads;
  const troubles: string[] = [];

  beforeEach(() => {
    threads = new StartedThreads();
    troubles.length = 0;
    folder = temporaryFolder();
    config = configFrom({ CLAIM_LEDGER_DATA: folder.path });
    log = SqliteEventLog.open(logFile(config));
    file = join(folder.path, 'read-model.sqlite');
  });
  afterEach(async () => {
    await projection?.stop();
    projection = undefined;
    await log.close();
    threads.stop();
    folder.remove();
  });

  const factory = () =>
    followsInThreads(
      config,
      standard,
      log.id,
      (message) => troubles.push(message),
      () => undefined,
    );
  const registerActor = async (id: string): Promise<string> => {
    const event = newEvent({ kind: 'person', name: id, aliases: [] }, 'ActorRegistered');
    const metadata = { schemaVersion: 1, recordedAt: '2026-01-01T12:00:00.000Z', recordedBy: 'admin' };
    const { position } = await log.append(`actor-${id}`, 'no-stream', [{ ...event, metadata }]);
    return position ?? '';
  };
  const actors = (): string[] => {
    const readModel = ReadModel.open(file);
    const ids = readModel.database.prepare<[], string>('SELECT id FROM actor_versions ORDER BY position').pluck().all();
    readModel.close();
    return ids;
  };

  it('projects what is appended, and reports its progress', async () => {
    projection = await factory().follow(file, true);
    expect(projection.place).toBeUndefined();
    const position = await registerActor('nato');
    expect(await projection.waitFor(position, SOON)).toBe(true);
    expect(actors()).toEqual(['nato']);
    expect(projection).toMatchObject({ place: { position }, eventsHandled: 1, failure: undefined });
    expect(await projection.waitFor('99999999999999999999', 0)).toBe(false);
    expect(await projection.retryParked()).toEqual([]);
  });

  it('yields to requests', async () => {
    projection = await factory().follow(file, true);
    if (process.platform !== 'linux') return;
    const { main, all } = niceness();
    expect(Math.max(...all)).toBe(main + 5);
  });

  it('starts another thread if one dies, and counts on', async () => {
    projection = await factory().follow(file, true);
    await projection.waitFor(await registerActor('nato'), SOON);
    await threads.all[0]?.terminate();
    await projection.waitFor(await registerActor('tass'), SOON);
    expect(actors()).toEqual(['nato', 'tass']);
    expect(projection).toMatchObject({ eventsHandled: 2, failure: undefined });
    expect(troubles).toEqual(['The thread of the projection ended. Another one is started.']);
    expect(threads.all).toHaveLength(2);
  });

  it('rejects what was to be retried by a thread that died', async () => {
    projection = await factory().follow(file, true);
    const retried = projection.retryParked();
    const [outcome] = await Promise.all([retried.catch((error: unknown) => error), threads.all[0]?.terminate()]);
    if (outcome instanceof Error) expect(outcome.message).toMatch(/^Nothing was retried: /);
    else expect(outcome).toEqual([]);
  });

  it('rejects a file that is not a read model as unusable', async () => {
    writeFileSync(file, 'no database at all, but longer than the header of one: '.repeat(20));
    const error: unknown = await factory()
      .follow(file)
      .catch((thrown: unknown) => thrown);
    expect(isUnusable(error)).toBe(true);
    expect(threads.all).toHaveLength(1);
  });

  it('lets go of the read model when it is stopped', async () => {
    projection = await factory().follow(file, true);
    const position = await registerActor('nato');
    await projection.stop();
    expect(await projection.waitFor(position, 0)).toBe(projection.place?.position === position);
    projection = await factory().follow(file);
    expect(await projection.waitFor(position, SOON)).toBe(true);
    expect(actors()).toEqual(['nato']);
  });
});
