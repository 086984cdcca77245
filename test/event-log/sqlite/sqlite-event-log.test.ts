import { join } from 'node:path';
import { jest } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { LogUnavailableError } from '../../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';
import { openLogFile } from '../../../src/event-log/sqlite/log-file.js';
import { takePage } from '../../../src/event-log/sqlite/rows.js';
import { prepareStatements } from '../../../src/event-log/sqlite/statements.js';
import { eventLogContract, type StoreUnderTest } from '../contract/event-log.contract.js';
import { collect, follow, ids, newEvent, newEvents, newStream, nextMessage } from '../contract/support.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

function sqliteStore(positionStep: () => number): () => Promise<StoreUnderTest> {
  return () => {
    const folder = temporaryFolder();
    return Promise.resolve({
      open: () => Promise.resolve(SqliteEventLog.open(join(folder.path, 'log.sqlite'), { positionStep })),
      close: () => Promise.resolve().then(folder.remove),
    });
  };
}

/** Returns steps from 1 to 1,000 in a seemingly random order. */
function unevenSteps(): () => number {
  let sum = 0;
  return () => 1 + ((sum += 7_919) % 1_000);
}

eventLogContract(
  'SqliteEventLog',
  sqliteStore(() => 1),
);
eventLogContract('SqliteEventLog with gaps between positions', sqliteStore(unevenSteps()));

describe('SqliteEventLog', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'log.sqlite');
  });
  afterEach(() => {
    folder.remove();
  });

  it('announces commits to a log that is open for reading, which need not poll', async () => {
    const log = SqliteEventLog.open(path);
    const reader = SqliteEventLog.openReadOnly(path);
    const stopping = new AbortController();
    const subscription = reader.subscribe({ signal: stopping.signal })[Symbol.asyncIterator]();
    expect(await nextMessage(subscription)).toEqual({ kind: 'caught-up' });
    // It would poll by a timer.
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      const next = nextMessage(subscription);
      const [event] = newEvents(1);
      await log.append(newStream(), 'no-stream', event ? [event] : []);
      expect(await next).toMatchObject({ kind: 'event', event: { id: event?.id } });
    } finally {
      jest.useRealTimers();
    }
    stopping.abort();
    await reader.close();
    await log.close();
  });

  it('has no head while it is empty', async () => {
    const log = SqliteEventLog.open(path);
    expect(await log.head()).toBeUndefined();
    expect(await collect(log.readAll())).toEqual([]);
    const { position } = await log.append(newStream(), 'no-stream', newEvents(2));
    expect(await log.head()).toBe(position);
    await log.close();
  });

  it('counts its events, whatever the gaps between their positions', async () => {
    const log = SqliteEventLog.open(path, { positionStep: () => 10 });
    expect(await log.count()).toBe(0);
    await log.append(newStream(), 'no-stream', newEvents(3));
    expect(await log.count()).toBe(3);
    await log.close();
    await expect(log.count()).rejects.toBeInstanceOf(LogUnavailableError);
  });

  it('assigns positions by `positionStep`', async () => {
    const log = SqliteEventLog.open(path, { positionStep: () => 10 });
    await log.append(newStream(), 'no-stream', newEvents(3));
    expect((await collect(log.readAll())).map(({ position }) => Number(position))).toEqual([10, 20, 30]);
    await log.close();
  });

  it('opens a log in memory', async () => {
    const log = SqliteEventLog.open(':memory:');
    await log.append('claim-1', 'no-stream', newEvents(2));
    expect(await collect(log.readStream('claim-1'))).toHaveLength(2);
    await log.close();
  });

  it('writes pending appends before it closes', async () => {
    const log = SqliteEventLog.open(path);
    const appends = [log.append('claim-1', 'no-stream', newEvents(1)), log.append('claim-1', 0, newEvents(1))];
    await log.close();
    expect(await Promise.all(appends)).toMatchObject([{ revision: 0 }, { revision: 1 }]);

    const reopened = SqliteEventLog.open(path);
    expect(await collect(reopened.readStream('claim-1'))).toHaveLength(2);
    await reopened.close();
  });

  it('fails a waiting subscription when it is closed', async () => {
    const log = SqliteEventLog.open(path);
    const messages = collect(log.subscribe({ signal: new AbortController().signal }));
    setImmediate(() => void log.close());
    await expect(messages).rejects.toBeInstanceOf(LogUnavailableError);
  });

  it('recognizes a retry at any revision by its ids, and rejects a partial one', async () => {
    const log = SqliteEventLog.open(path);
    const [first, second] = [newEvents(2), newEvents(2)];
    const result = await log.append('claim-1', 'any', first);
    await log.append('claim-1', 'any', second);

    expect(await log.append('claim-1', 'any', first)).toEqual(result);
    const overlapping = [...second.slice(1), newEvent()];
    await expect(log.append('claim-1', 'any', overlapping)).rejects.toMatchObject({ expected: 'any', actual: 3 });
    expect(ids(await collect(log.readStream('claim-1')))).toEqual(ids([...first, ...second]));
    await log.close();
  });

  it('can be read and followed while another instance writes', async () => {
    const log = SqliteEventLog.open(path);
    await log.append('claim-1', 'no-stream', newEvents(1));
    const reader = SqliteEventLog.openReadOnly(path);
    expect(reader.id).toBe(log.id);
    expect(await collect(reader.readStream('claim-1'))).toHaveLength(1);

    const followed = follow(reader, undefined, 3);
    const { position } = await log.append('claim-1', 0, newEvents(2));
    expect(await reader.head()).toBe(position);
    expect(await followed).toEqual(await collect(log.readAll()));
    await expect(reader.append('claim-1', 2, newEvents(1))).rejects.toBeInstanceOf(LogUnavailableError);
    await reader.close();
    await log.close();
  });

  it('reads a log without a writer', async () => {
    const log = SqliteEventLog.open(path);
    await log.append('claim-1', 'no-stream', newEvents(1));
    await log.close();
    const reader = SqliteEventLog.openReadOnly(path);
    expect(await collect(reader.readAll())).toHaveLength(1);
    await reader.close();
  });

  it('reads large events in small pages without loss', async () => {
    const log = SqliteEventLog.open(path);
    const text = 'x'.repeat(250_000);
    for (let revision = -1; revision < 11; revision += 1) await log.append('claim-1', revision, [newEvent({ text })]);
    const { db } = openLogFile(path, true);
    const page = takePage(prepareStatements(db).all.iterate(0, 500), 500);
    expect([page.rows.length, page.full]).toEqual([4, true]);
    db.close();

    expect((await collect(log.readAll())).map(({ revision }) => revision)).toEqual([...Array(12).keys()]);
    await log.close();
  });

  it('is unavailable and writes nothing while another process writes', async () => {
    const log = SqliteEventLog.open(path);
    const other = new SqliteDatabase(path);
    other.exec('BEGIN IMMEDIATE');
    const events = newEvents(1);
    await expect(log.append('claim-1', 'no-stream', events)).rejects.toBeInstanceOf(LogUnavailableError);
    other.exec('ROLLBACK');
    other.close();

    expect(await collect(log.readStream('claim-1'))).toEqual([]);
    expect(await log.append('claim-1', 'no-stream', events)).toMatchObject({ revision: 0 });
    await log.close();
  });
});
