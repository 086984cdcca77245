import { LogUnavailableError } from '../../../src/event-log/event-log.js';
import { UnusableServerError } from '../../../src/event-log/eventstoredb/connection-string.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { collect, newEvents } from '../contract/support.js';
import { FakeServer } from './fake/fake-server.js';
import { foreignEvent, SHORT_RETRY_BUDGET, LONG_TIMEOUTS } from './fake/support.js';

describe('EventStoreLog.open(): log identity', () => {
  it('returns the same id to concurrent and later callers', async () => {
    const server = await FakeServer.start();
    const open = () => EventStoreLog.open(server.url, LONG_TIMEOUTS);
    const logs = await Promise.all(Array.from({ length: 8 }, open));
    const again = await open();
    expect(new Set([...logs, again].map(({ id }) => id)).size).toBe(1);
    expect(again.id).toMatch(/^[0-9a-f-]{36}$/);
    await Promise.all([...logs, again].map((log) => log.close()));

    const other = await FakeServer.start();
    const elsewhere = await EventStoreLog.open(other.url, LONG_TIMEOUTS);
    expect(elsewhere.id).not.toBe(again.id);
    await elsewhere.close();
    server.stop();
    other.stop();
  });

  it('stores the id in a stream that the log does not return', async () => {
    const server = await FakeServer.start();
    const log = await EventStoreLog.open(server.url, LONG_TIMEOUTS);
    expect(server.store.all.map(({ stream }) => stream)).toEqual(['ledger-identity']);
    expect(await collect(log.readAll())).toEqual([]);
    expect(await log.head()).toBe(String(server.store.all[0]?.position).padStart(20, '0'));
    await log.close();
    server.stop();
  });

  it('creates an id only if the log has no streams and `whenNone` is not "refuse"', async () => {
    const server = await FakeServer.start();
    const open = (whenNone?: 'refuse') =>
      EventStoreLog.open(server.url, { ...LONG_TIMEOUTS, ...(whenNone && { whenNone }) });
    await expect(open('refuse')).rejects.toThrow('There is no ledger in the event store at');
    server.store.append('order-1', 'no-stream', [foreignEvent('{}')]);
    const made = await open();
    server.store.append('claim-1', 'no-stream', [foreignEvent('{}')]);
    const again = [await open('refuse'), await open()];
    expect(again.map(({ id }) => id)).toEqual([made.id, made.id]);
    await Promise.all([made, ...again].map((log) => log.close()));
    server.stop();

    const taken = await FakeServer.start();
    taken.store.append('claim-1', 'no-stream', [foreignEvent('{}')]);
    const refused = EventStoreLog.open(taken.url, LONG_TIMEOUTS);
    await expect(refused).rejects.toThrow('has a stream claim-1 of another program');
    expect(taken.store.all).toHaveLength(1);
    taken.stop();
  });

  it('does not create an id in place of a known one, now or later', async () => {
    const server = await FakeServer.start();
    const open = () => EventStoreLog.open(server.url, { ...SHORT_RETRY_BUDGET, knownAs: 'known' });
    const reason = `There is no ledger in the event store at 127.0.0.1:${server.port}; the read model in this data folder was built from the log known.`;
    await expect(open()).rejects.toThrow(new UnusableServerError(reason));
    server.stop();
    const log = await open();
    expect(log.id).toBe('known');
    const back = await server.restart();
    for (const call of [() => log.append('claim-1', 'no-stream', newEvents(1)), () => collect(log.readAll())]) {
      await expect(call()).rejects.toMatchObject({
        name: LogUnavailableError.name,
        message: `The event store at 127.0.0.1:${server.port} no longer has the log known. Restore its data.`,
      });
    }
    expect(back.store.all).toEqual([]);
    await log.close();
    back.stop();
  });

  it.each([
    [foreignEvent('{}'), /has a stream ledger-identity of another program\.$/],
    [
      { ...foreignEvent('{"id":"x","format":2}'), type: 'ledger-identified' },
      /has format 2; this program knows formats up to 1\.$/,
    ],
  ])('rejects an unknown identity event or format', async (event, reason) => {
    const server = await FakeServer.start();
    server.store.append('ledger-identity', 'no-stream', [event]);
    const opening = EventStoreLog.open(server.url, LONG_TIMEOUTS);
    await expect(opening).rejects.toMatchObject({
      name: UnusableServerError.name,
      message: expect.stringMatching(reason) as string,
    });
    expect(server.store.all).toHaveLength(1);
    server.stop();
  });
});
