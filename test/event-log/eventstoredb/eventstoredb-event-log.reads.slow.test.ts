import { setTimeout as pause } from 'node:timers/promises';
import { EventLogError, LogUnavailableError } from '../../../src/event-log/event-log.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { collect, ids, newEvents, newStream } from '../contract/support.js';
import { fakeLogForEachTest } from './fake/fake-log.js';
import type { ReadFault } from './fake/faults.js';
import {
  foreignEvent,
  SHORT_RETRY_BUDGET,
  faultSequence,
  SHORT_RESPONSE_TIMEOUT,
  LONG_TIMEOUTS,
  reopen,
} from './fake/support.js';

const fake = fakeLogForEachTest();

describe('EventStoreLog: reads', () => {
  const breaks: readonly ReadFault[] = [
    { after: 0, with: 'dropped' },
    { after: 0, with: 'busy' },
    { after: 0, with: 'not ready' },
    { after: 0, with: 'silence' },
    { after: 3, with: 'dropped' },
    { after: 3, with: 'silence' },
  ];
  it.each(breaks)('resume after the fault %o', async (fault) => {
    const stream = newStream();
    await fake.log.append(stream, 'no-stream', newEvents(10));
    fake.log = await reopen(fake.log, fake.server.url, SHORT_RESPONSE_TIMEOUT);
    const revisions = async (options: Parameters<EventStoreLog['readStream']>[1]): Promise<number[]> => {
      fake.server.faults.read = faultSequence(fault).next;
      return (await collect(fake.log.readStream(stream, options))).map(({ revision }) => revision);
    };
    expect(await revisions({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await revisions({ from: 1, limit: 7 })).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await revisions({ direction: 'backwards', from: 8 })).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it.each(['forwards', 'backwards'] as const)(
    'return all events if the server ends the read before the first, %s',
    async (direction) => {
      const [stream, events] = [newStream(), newEvents(3)];
      await fake.log.append(stream, 'no-stream', events);
      fake.server.faults.read = faultSequence<ReadFault>({ after: 0, with: 'end' }).next;
      expect(await collect(fake.log.readStream(stream, { direction }))).toHaveLength(3);
      expect(await collect(fake.log.readStream(newStream(), { direction }))).toEqual([]);
      expect(await collect(fake.log.readStream(stream, { direction: 'forwards', from: 3 }))).toEqual([]);
    },
  );

  it('resume backwards if the server ends the read early', async () => {
    const [stream, events] = [newStream(), newEvents(6)];
    await fake.log.append(stream, 'no-stream', events);
    const early: ReadFault = { after: 2, with: 'end' };
    fake.server.faults.read = faultSequence(early, early).next;
    const read = await collect(fake.log.readStream(stream, { direction: 'backwards', limit: 5 }));
    expect(ids(read)).toEqual(ids(events).reverse().slice(0, 5));
    fake.server.store.truncate(stream, 2);
    const cut = collect(fake.log.readStream(stream, { direction: 'backwards' }));
    await expect(cut).rejects.toThrow(`The event store no longer has revision 1 of ${stream}.`);
  });

  it('fail to return the head if the server ends the read early', async () => {
    await fake.log.append(newStream(), 'no-stream', newEvents(1));
    const head = await fake.log.head();
    fake.server.faults.read = faultSequence<ReadFault>({ after: 0, with: 'end' }).next;
    await expect(fake.log.head()).rejects.toBeInstanceOf(LogUnavailableError);
    expect(await fake.log.head()).toBe(head);
  });

  it('resume in all streams after a fault', async () => {
    const events = newEvents(10);
    await fake.log.append(newStream(), 'no-stream', events);
    fake.log = await reopen(fake.log, fake.server.url, SHORT_RESPONSE_TIMEOUT);
    for (const fault of [...breaks, { after: 3, with: 'end' } as const, { after: 4, with: 'too slow' } as const]) {
      fake.server.faults.read = faultSequence(fault).next;
      expect(ids(await collect(fake.log.readAll({ limit: 9 })))).toEqual(ids(events.slice(0, 9)));
      fake.server.faults.read = faultSequence(fault).next;
      expect(ids(await collect(fake.log.readAll()))).toEqual(ids(events));
    }
  });

  it('are retried as long as they progress', async () => {
    const [stream, events] = [newStream(), newEvents(24)];
    await fake.log.append(stream, 'no-stream', events);
    // Less than all pauses after faults together, and more than the longest of them.
    fake.log = await reopen(fake.log, fake.server.url, { ...LONG_TIMEOUTS, retryMs: 300 });
    fake.server.faults.read = () => ({ after: 2, with: 'dropped' });
    expect(ids(await collect(fake.log.readStream(stream)))).toEqual(ids(events));
    expect(ids(await collect(fake.log.readAll({ limit: 24 })))).toEqual(ids(events));
  });

  it('fail if the server stays unavailable', async () => {
    fake.log = await reopen(fake.log, fake.server.url, SHORT_RETRY_BUDGET);
    fake.server.faults.read = () => ({ after: 0, with: 'busy' });
    for (const read of [
      () => collect(fake.log.readStream(newStream())),
      () => collect(fake.log.readAll()),
      () => fake.log.head(),
    ]) {
      await expect(read()).rejects.toBeInstanceOf(LogUnavailableError);
    }
  });

  it('close their call when they end early, and the log closes without delay', async () => {
    const stream = newStream();
    await fake.log.append(stream, 'no-stream', newEvents(200));
    for (const limit of [5, 20, 40, 200]) {
      for (const milliseconds of [0, 50]) {
        for await (const event of fake.log.readStream(stream, { limit })) {
          if (event.revision < 2) continue;
          // Meanwhile the server has sent everything.
          await pause(milliseconds);
          break;
        }
        for await (const event of fake.log.readAll({ limit })) if (event.revision === 3) break;
      }
    }
    // With a call left open it would wait for `responseMs`, which is longer than this test may take.
    await fake.log.close();
    while (fake.server.open.read.size + fake.server.open.batchAppend.size > 0) await pause(5);
  });

  it('fail for a stream that was truncated in the server', async () => {
    const stream = newStream();
    await fake.log.append(stream, 'no-stream', newEvents(5));
    fake.server.store.truncate(stream, 2);
    await expect(collect(fake.log.readStream(stream))).rejects.toThrow(
      `The event store no longer has revision 0 of ${stream}.`,
    );
    expect(await collect(fake.log.readStream(stream, { from: 2 }))).toHaveLength(3);
  });

  it.each(['forwards', 'backwards'] as const)(
    'fail for a stream that was truncated to nothing, %s',
    async (direction) => {
      const stream = newStream();
      await fake.log.append(stream, 'no-stream', newEvents(5));
      fake.server.store.truncate(stream, 77);
      await expect(collect(fake.log.readStream(stream, { direction }))).rejects.toThrow(
        `The event store no longer has ${direction === 'forwards' ? 'revision 0' : 'any revision'} of ${stream}.`,
      );
    },
  );

  it('return events of other applications, without data if these are not an object', async () => {
    const stream = newStream();
    fake.server.store.append(stream, 'any', [
      { ...foreignEvent('{"a":1}'), contentType: 'application/octet-stream' },
      ...['[1]', '{"a":', '{"a":1}'].map(foreignEvent),
    ]);
    const events = await collect(fake.log.readStream(stream));
    expect(events.map(({ data, metadata }) => [data, metadata])).toEqual([
      [{}, {}],
      [{}, {}],
      [{}, {}],
      [{ a: 1 }, {}],
    ]);
    expect(await collect(fake.log.readAll())).toEqual(events);
  });

  it('return only streams with the prefixes of the log', async () => {
    fake.server.store.append('order-1', 'any', [foreignEvent('{}')]);
    const { position } = await fake.log.append(newStream(), 'no-stream', newEvents(1));
    expect((await collect(fake.log.readAll())).map((event) => event.position)).toEqual([position]);
  });

  it('fail for a stream that was deleted', async () => {
    fake.server.faults.read = () => ({ after: 0, with: 'deleted' });
    const read = collect(fake.log.readStream(newStream()));
    await expect(read).rejects.toBeInstanceOf(EventLogError);
    await expect(read).rejects.toThrow("The stream was deleted in the event store and can't be restored.");
  });
});
