import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { UnknownOutcomeError } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { LogWriterThread } from '../../src/threads/log-writer-thread.js';
import { eventLogContract } from '../event-log/contract/event-log.contract.js';
import { collect, ids, newEvents, newStream } from '../event-log/contract/support.js';
import { StartedThreads } from '../support/started-threads.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { PerTurn, slowDownClock } from '../support/turns.js';

async function open(file: string): Promise<SqliteEventLog> {
  await SqliteEventLog.open(file).close();
  return SqliteEventLog.openWith(file, new LogWriterThread(file));
}

eventLogContract('SqliteEventLog with a LogWriterThread', () => {
  const folder = temporaryFolder();
  return Promise.resolve({
    open: () => open(join(folder.path, 'log.sqlite')),
    close: () => Promise.resolve().then(folder.remove),
  });
});

describe('LogWriterThread', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  let log: SqliteEventLog;
  let threads: StartedThreads;

  beforeEach(async () => {
    threads = new StartedThreads();
    folder = temporaryFolder();
    file = join(folder.path, 'log.sqlite');
    log = await open(file);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await log.close();
    threads.stop();
    folder.remove();
  });

  const appendToEach = (streams: readonly string[]) =>
    streams.map((stream) => log.append(stream, 'no-stream', newEvents(1)));

  it('says that the outcome is unknown if the thread dies, and starts another for a retry', async () => {
    const stream = newStream();
    const [one, other] = [newEvents(2), newEvents(1)];
    await log.append(stream, 'no-stream', one);
    const append = log.append(stream, 1, other);
    const [outcome] = await Promise.all([append.catch((error: unknown) => error), threads.all[0]?.terminate()]);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UnknownOutcomeError);
    expect(await log.append(stream, 1, other)).toMatchObject({ revision: 2 });
    expect(ids(await collect(log.readStream(stream)))).toEqual(ids([...one, ...other]));
    expect(threads.all).toHaveLength(2);
  });

  it('makes the appends of before close(), and leaves no write-ahead log', async () => {
    const streams = Array.from({ length: 20 }, () => newStream());
    const appended = appendToEach(streams);
    await log.close();
    expect((await Promise.all(appended)).map(({ revision }) => revision)).toEqual(streams.map(() => 0));
    expect(existsSync(`${file}-wal`)).toBe(false);
    log = await open(file);
    expect(await collect(log.readAll())).toHaveLength(streams.length);
  });

  it('leaves no write-ahead log if nothing was appended', async () => {
    expect(await collect(log.readAll())).toEqual([]);
    expect(existsSync(`${file}-wal`)).toBe(true);
    await log.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(existsSync(`${file}-shm`)).toBe(false);
  });

  it('closes a log whose file was removed meanwhile, without making another', async () => {
    await collect(log.readAll());
    rmSync(file);
    await log.close();
    expect(existsSync(file)).toBe(false);
  });

  it('closes although the thread dies before it has closed the file', async () => {
    await log.append(newStream(), 'no-stream', newEvents(1));
    const [thread] = threads.all;
    if (!thread) throw new Error('There is no thread.');
    jest.spyOn(thread, 'postMessage').mockImplementation(() => {
      thread.emit('error', new Error('The thread ran out of memory.'));
      void thread.terminate();
    });
    await log.close();
    jest.restoreAllMocks();
    log = await open(file);
    expect(await collect(log.readAll())).toHaveLength(1);
  });

  it('lets requests in between the outcomes of one commit', async () => {
    await log.append(newStream(), 'no-stream', newEvents(1));
    slowDownClock();
    const streams = Array.from({ length: 200 }, () => newStream());
    const settled = new PerTurn();
    await Promise.all(appendToEach(streams).map((append) => append.then(settled.count)));
    expect(settled.most).toBeLessThanOrEqual(2);
  });

  it('reports the outcomes that have arrived when the thread ends', async () => {
    await log.append(newStream(), 'no-stream', newEvents(1));
    slowDownClock();
    const streams = Array.from({ length: 200 }, () => newStream());
    const appended = Promise.all(appendToEach(streams));
    const [thread] = threads.all;
    thread?.once('message', () => thread.emit('exit', 1));
    expect(await appended).toHaveLength(streams.length);
    await thread?.terminate();
  });
});
