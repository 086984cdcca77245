import { setTimeout as pause } from 'node:timers/promises';
import { EventLogError, LogUnavailableError } from '../../../src/event-log/event-log.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { collect, ids, newEvents, newStream } from '../contract/support.js';
import { EventStoreDouble } from './fake/fake-server.js';
import type { ReadFault } from './fake/faults.js';
import { foreignEvent, GIVES_UP, inTurn, NOTICES_SILENCE, PATIENT, reopened } from './fake/support.js';

let server: EventStoreDouble;
let log: EventStoreLog;

beforeEach(async () => {
  server = await EventStoreDouble.start();
  log = await EventStoreLog.open(server.url, PATIENT);
});
afterEach(async () => {
  await log.close();
  server.stop();
});

describe('A read from EventStoreDB', () => {
  const breaks: readonly ReadFault[] = [
    { after: 0, with: 'dropped' },
    { after: 0, with: 'busy' },
    { after: 0, with: 'not ready' },
    { after: 0, with: 'silence' },
    { after: 3, with: 'dropped' },
    { after: 3, with: 'silence' },
  ];
  it.each(breaks)('goes on where it was after a break: %o', async (fault) => {
    const stream = newStream();
    await log.append(stream, 'no-stream', newEvents(10));
    log = await reopened(log, server.url, NOTICES_SILENCE);
    const revisions = async (options: Parameters<EventStoreLog['readStream']>[1]): Promise<number[]> => {
      server.faults.read = inTurn(fault).next;
      return (await collect(log.readStream(stream, options))).map(({ revision }) => revision);
    };
    expect(await revisions({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await revisions({ from: 1, limit: 7 })).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await revisions({ direction: 'backwards', from: 8 })).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it.each(['forwards', 'backwards'] as const)(
    'takes no stream for empty that the server broke off before its first event, %s',
    async (direction) => {
      const [stream, events] = [newStream(), newEvents(3)];
      await log.append(stream, 'no-stream', events);
      server.faults.read = inTurn<ReadFault>({ after: 0, with: 'end' }).next;
      expect(await collect(log.readStream(stream, { direction }))).toHaveLength(3);
      expect(await collect(log.readStream(newStream(), { direction }))).toEqual([]);
      expect(await collect(log.readStream(stream, { direction: 'forwards', from: 3 }))).toEqual([]);
    },
  );

  it('backwards goes on where it was if the server ended it early', async () => {
    const [stream, events] = [newStream(), newEvents(6)];
    await log.append(stream, 'no-stream', events);
    const early: ReadFault = { after: 2, with: 'end' };
    server.faults.read = inTurn(early, early).next;
    const read = await collect(log.readStream(stream, { direction: 'backwards', limit: 5 }));
    expect(ids(read)).toEqual(ids(events).reverse().slice(0, 5));
    server.store.truncate(stream, 2);
    const cut = collect(log.readStream(stream, { direction: 'backwards' }));
    await expect(cut).rejects.toThrow(`The event store no longer has revision 1 of ${stream}.`);
  });

  it('of the head is not taken for an empty log if the server ended it early', async () => {
    await log.append(newStream(), 'no-stream', newEvents(1));
    const head = await log.head();
    server.faults.read = inTurn<ReadFault>({ after: 0, with: 'end' }).next;
    await expect(log.head()).rejects.toBeInstanceOf(LogUnavailableError);
    expect(await log.head()).toBe(head);
  });

  it('of all goes on where it was after a break', async () => {
    const events = newEvents(10);
    await log.append(newStream(), 'no-stream', events);
    log = await reopened(log, server.url, NOTICES_SILENCE);
    for (const fault of [...breaks, { after: 3, with: 'end' } as const, { after: 4, with: 'too slow' } as const]) {
      server.faults.read = inTurn(fault).next;
      expect(ids(await collect(log.readAll({ limit: 9 })))).toEqual(ids(events.slice(0, 9)));
      server.faults.read = inTurn(fault).next;
      expect(ids(await collect(log.readAll()))).toEqual(ids(events));
    }
  });

  it('is tried again as long as there is progress', async () => {
    const [stream, events] = [newStream(), newEvents(24)];
    await log.append(stream, 'no-stream', events);
    // Less than all breaks take together, and more than the longest pause after one.
    log = await reopened(log, server.url, { ...PATIENT, patienceMs: 300 });
    server.faults.read = () => ({ after: 2, with: 'dropped' });
    expect(ids(await collect(log.readStream(stream)))).toEqual(ids(events));
    expect(ids(await collect(log.readAll({ limit: 24 })))).toEqual(ids(events));
  });

  it('fails when the server is away for long', async () => {
    log = await reopened(log, server.url, GIVES_UP);
    server.faults.read = () => ({ after: 0, with: 'busy' });
    for (const read of [() => collect(log.readStream(newStream())), () => collect(log.readAll()), () => log.head()]) {
      await expect(read()).rejects.toBeInstanceOf(LogUnavailableError);
    }
  });

  it('leaves nothing open when it is left early, and the log closes at once', async () => {
    const stream = newStream();
    await log.append(stream, 'no-stream', newEvents(200));
    for (const limit of [5, 20, 40, 200]) {
      for (const milliseconds of [0, 50]) {
        for await (const event of log.readStream(stream, { limit })) {
          if (event.revision < 2) continue;
          // Meanwhile the server has said all that it has to say.
          await pause(milliseconds);
          break;
        }
        for await (const event of log.readAll({ limit })) if (event.revision === 3) break;
      }
    }
    // With a call left open it would wait for `answerMs`, which is longer than this test may take.
    await log.close();
    while (server.open.read.size + server.open.batchAppend.size > 0) await pause(5);
  });

  it('says that a stream was cut off in the server, instead of giving the rest', async () => {
    const stream = newStream();
    await log.append(stream, 'no-stream', newEvents(5));
    server.store.truncate(stream, 2);
    await expect(collect(log.readStream(stream))).rejects.toThrow(
      `The event store no longer has revision 0 of ${stream}.`,
    );
    expect(await collect(log.readStream(stream, { from: 2 }))).toHaveLength(3);
  });

  it.each(['forwards', 'backwards'] as const)(
    'says that a stream was cut off to nothing, instead of that it is empty, %s',
    async (direction) => {
      const stream = newStream();
      await log.append(stream, 'no-stream', newEvents(5));
      server.store.truncate(stream, 77);
      await expect(collect(log.readStream(stream, { direction }))).rejects.toThrow(
        `The event store no longer has ${direction === 'forwards' ? 'revision 0' : 'any revision'} of ${stream}.`,
      );
    },
  );

  it("gives somebody else's event in a stream of the log, without data if that is no object", async () => {
    const stream = newStream();
    server.store.append(stream, 'any', [
      { ...foreignEvent('{"a":1}'), contentType: 'application/octet-stream' },
      ...['[1]', '{"a":', '{"a":1}'].map(foreignEvent),
    ]);
    const events = await collect(log.readStream(stream));
    expect(events.map(({ data, metadata }) => [data, metadata])).toEqual([
      [{}, {}],
      [{}, {}],
      [{}, {}],
      [{ a: 1 }, {}],
    ]);
    expect(await collect(log.readAll())).toEqual(events);
  });

  it('shows the streams of the log only', async () => {
    server.store.append('order-1', 'any', [foreignEvent('{}')]);
    const { position } = await log.append(newStream(), 'no-stream', newEvents(1));
    expect((await collect(log.readAll())).map((event) => event.position)).toEqual([position]);
  });

  it('says of a stream that was deleted that it was', async () => {
    server.faults.read = () => ({ after: 0, with: 'deleted' });
    const read = collect(log.readStream(newStream()));
    await expect(read).rejects.toBeInstanceOf(EventLogError);
    await expect(read).rejects.toThrow('The stream was deleted in the event store; nothing brings it back.');
  });
});
