import { LogUnavailableError } from '../../../src/event-log/event-log.js';
import { UnusableServerError } from '../../../src/event-log/eventstoredb/connection-string.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { collect, newEvents } from '../contract/support.js';
import { EventStoreDouble } from './fake/fake-server.js';
import { foreignEvent, GIVES_UP, PATIENT } from './fake/support.js';

describe("The log's identity", () => {
  it('is one for all who open it at once, and for ever', async () => {
    const server = await EventStoreDouble.start();
    const open = () => EventStoreLog.open(server.url, PATIENT);
    const logs = await Promise.all(Array.from({ length: 8 }, open));
    const again = await open();
    expect(new Set([...logs, again].map(({ id }) => id)).size).toBe(1);
    expect(again.id).toMatch(/^[0-9a-f-]{36}$/);
    await Promise.all([...logs, again].map((log) => log.close()));

    const other = await EventStoreDouble.start();
    const elsewhere = await EventStoreLog.open(other.url, PATIENT);
    expect(elsewhere.id).not.toBe(again.id);
    await elsewhere.close();
    server.stop();
    other.stop();
  });

  it('stands outside of what the log shows', async () => {
    const server = await EventStoreDouble.start();
    const log = await EventStoreLog.open(server.url, PATIENT);
    expect(server.store.all.map(({ stream }) => stream)).toEqual(['ledger-identity']);
    expect(await collect(log.readAll())).toEqual([]);
    expect(await log.head()).toBe(String(server.store.all[0]?.position).padStart(20, '0'));
    await log.close();
    server.stop();
  });

  it('is given only where there is no stream that the log would show, and not if so asked', async () => {
    const server = await EventStoreDouble.start();
    const open = (whenNone?: 'refuse') => EventStoreLog.open(server.url, { ...PATIENT, ...(whenNone && { whenNone }) });
    await expect(open('refuse')).rejects.toThrow('There is no ledger in the event store at');
    server.store.append('order-1', 'no-stream', [foreignEvent('{}')]);
    const made = await open();
    server.store.append('claim-1', 'no-stream', [foreignEvent('{}')]);
    const again = [await open('refuse'), await open()];
    expect(again.map(({ id }) => id)).toEqual([made.id, made.id]);
    await Promise.all([made, ...again].map((log) => log.close()));
    server.stop();

    const taken = await EventStoreDouble.start();
    taken.store.append('claim-1', 'no-stream', [foreignEvent('{}')]);
    const refused = EventStoreLog.open(taken.url, PATIENT);
    await expect(refused).rejects.toThrow('has a stream claim-1, which no ledger wrote');
    expect(taken.store.all).toHaveLength(1);
    taken.stop();
  });

  it('that is known is given to no server that has none, at once or later', async () => {
    const server = await EventStoreDouble.start();
    const open = () => EventStoreLog.open(server.url, { ...GIVES_UP, knownAs: 'known' });
    const reason = `There is no ledger in the event store at 127.0.0.1:${server.port}; what is here was read from the log known.`;
    await expect(open()).rejects.toThrow(new UnusableServerError(reason));
    server.stop();
    const log = await open();
    expect(log.id).toBe('known');
    const back = await server.restart();
    for (const call of [() => log.append('claim-1', 'no-stream', newEvents(1)), () => collect(log.readAll())]) {
      await expect(call()).rejects.toMatchObject({ name: LogUnavailableError.name, message: reason });
    }
    expect(back.store.all).toEqual([]);
    await log.close();
    back.stop();
  });

  it.each([
    [foreignEvent('{}'), /has a stream ledger-identity of something else's\.$/],
    [
      { ...foreignEvent('{"id":"x","format":2}'), type: 'ledger-identified' },
      /has format 2; this program knows formats up to 1\.$/,
    ],
  ])('is not taken from what it is not', async (event, reason) => {
    const server = await EventStoreDouble.start();
    server.store.append('ledger-identity', 'no-stream', [event]);
    const opening = EventStoreLog.open(server.url, PATIENT);
    await expect(opening).rejects.toMatchObject({
      name: UnusableServerError.name,
      message: expect.stringMatching(reason) as string,
    });
    expect(server.store.all).toHaveLength(1);
    server.stop();
  });
});
