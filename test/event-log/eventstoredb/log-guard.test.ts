import { LogUnavailableError, type EventLog } from '../../../src/event-log/event-log.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { collect, ids, newEvents } from '../contract/support.js';
import { FakeServer } from './fake/fake-server.js';
import { StoredEvents } from './fake/stored-events.js';
import { LONG_TIMEOUTS } from './fake/support.js';

/** Returns a copy of the first `count` stored events; more appends to it don't change the original. */
function backupOf(store: StoredEvents, count = store.all.length): StoredEvents {
  const copy = new StoredEvents();
  for (const event of store.all.slice(0, count)) copy.append(event.stream, 'any', [event], event.created);
  return copy;
}

describe('An event store that comes back with other data', () => {
  let server: FakeServer;
  let log: EventLog;
  beforeEach(async () => {
    server = await FakeServer.start();
    log = await EventStoreLog.open(server.url, LONG_TIMEOUTS);
    await log.append('claim-1', 'no-stream', newEvents(2));
  });
  afterEach(async () => {
    await log.close();
    server.stop();
  });

  const comeBackWith = async (store: StoredEvents): Promise<void> => {
    server.stop();
    server = await FakeServer.start({ port: server.port, store });
  };
  const failures = async (): Promise<string[]> => {
    const messages: string[] = [];
    for (const call of [
      () => log.head(),
      () => log.append('claim-1', 1, newEvents(1)),
      () => log.append('claim-2', 'no-stream', newEvents(1)),
      () => collect(log.readStream('claim-1')),
      () => collect(log.readAll()),
    ]) {
      let error: unknown;
      // A call may still find the closed connection.
      do error = await call().catch((thrown: unknown) => thrown);
      while (error instanceof LogUnavailableError && /Session closed|UNAVAILABLE/.test(error.message));
      expect(error).toBeInstanceOf(LogUnavailableError);
      const { message, publicReason = '' } = error as LogUnavailableError;
      expect(publicReason).not.toContain(String(server.port));
      messages.push(message);
    }
    return messages;
  };
  const everyCallSays = async (pattern: RegExp): Promise<void> => {
    const stored = server.store.all.length;
    for (const message of await failures()) expect(message).toMatch(pattern);
    expect(server.store.all).toHaveLength(stored);
  };

  it('is rejected if it is empty', async () => {
    await comeBackWith(new StoredEvents());
    await everyCallSays(new RegExp(`127.0.0.1:${server.port} no longer has the log ${log.id}\\.`));
  });

  it('is rejected if it has another log', async () => {
    const other = await FakeServer.start();
    const opened = await EventStoreLog.open(other.url, LONG_TIMEOUTS);
    await opened.append('claim-1', 'no-stream', newEvents(3));
    await opened.close();
    other.stop();
    await comeBackWith(other.store);
    await everyCallSays(new RegExp(`has another log, ${opened.id} instead of ${log.id}\\.`));
  });

  it('is rejected if it lacks the last event that was read or written, until it has that event again', async () => {
    const whole = server.store;
    await comeBackWith(backupOf(whole, whole.all.length - 1));
    await everyCallSays(/no longer has the event at position \d{20}: an older backup was restored\./);
    // Grown past that position by other events, it is still another history.
    server.store.append(
      'claim-3',
      'no-stream',
      newEvents(3).map((event) => proposed(event.id)),
    );
    await everyCallSays(/an older backup was restored/);
    await comeBackWith(whole);
    expect(await log.append('claim-1', 1, newEvents(1))).toMatchObject({ revision: 2 });
    expect(await collect(log.readStream('claim-1'))).toHaveLength(3);
  });

  it('ends a subscription that follows the log', async () => {
    const messages = log.subscribe({ signal: new AbortController().signal })[Symbol.asyncIterator]();
    await messages.next();
    await comeBackWith(new StoredEvents());
    await expect(
      (async () => {
        for (;;) await messages.next();
      })(),
    ).rejects.toThrow(/no longer has the log/);
  });

  it('is accepted with the same data', async () => {
    const before = await collect(log.readAll());
    await comeBackWith(backupOf(server.store));
    expect(ids(await collect(log.readAll()))).toEqual(ids(before));
    expect(await log.append('claim-1', 1, newEvents(1))).toMatchObject({ revision: 2 });
  });
});

const proposed = (id: string) => ({
  id,
  type: 'noted',
  contentType: 'application/json',
  data: Buffer.from('{}'),
  metadata: Buffer.from('{}'),
});
