import { setTimeout as pause } from 'node:timers/promises';
import { proposeAppend } from '../../../src/event-log/eventstoredb/batch-append-stream.js';
import { connect } from '../../../src/event-log/eventstoredb/client.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { collect, ids, newEvents, newStream } from '../contract/support.js';
import { fakeLogForEachTest } from './fake/fake-log.js';
import type { AppendFault } from './fake/faults.js';
import { gate, SHORT_RESPONSE_TIMEOUT, LONG_TIMEOUTS } from './fake/support.js';

const fake = fakeLogForEachTest();

const openCalls = () => [...fake.server.open.batchAppend];

describe('BatchAppendStream', () => {
  it('serves concurrent appends by one call that closes with the log', async () => {
    const streams = Array.from({ length: 50 }, newStream);
    const call = openCalls();
    expect(call).toHaveLength(1);
    await Promise.all(streams.map((stream) => fake.log.append(stream, 'no-stream', newEvents(2))));
    await Promise.all(streams.map((stream) => fake.log.append(stream, 1, newEvents(1))));
    expect(openCalls()).toEqual(call);
    for (const stream of streams) expect(await collect(fake.log.readStream(stream))).toHaveLength(3);
    await fake.log.close();
    while (openCalls().length > 0) await pause(5);
  });

  it('splits a large append into several messages, and writes it as a whole', async () => {
    const [stream, events] = [newStream(), newEvents(2_500)];
    expect(await fake.log.append(stream, 'no-stream', events)).toMatchObject({ revision: 2_499 });
    expect(ids(await collect(fake.log.readStream(stream)))).toEqual(ids(events));
  });

  it.each<[AppendFault, typeof LONG_TIMEOUTS]>([
    ['silence', SHORT_RESPONSE_TIMEOUT],
    ['lost silently', SHORT_RESPONSE_TIMEOUT],
    ['lost', LONG_TIMEOUTS],
    ['dropped', LONG_TIMEOUTS],
    ['not leader', LONG_TIMEOUTS],
  ])(
    'opens another call after the fault "%s", and retries the pending appends without duplicates',
    async (fault, limits) => {
      const shared = await EventStoreLog.open(fake.server.url, limits);
      const [troubled, ...others] = Array.from({ length: 20 }, newStream) as [string, ...string[]];
      await shared.append(newStream(), 'no-stream', newEvents(1));
      const call = openCalls().at(-1);
      fake.server.faults.leader = fake.server.leader;
      const faults: (AppendFault | undefined)[] = [fault];
      fake.server.faults.append = (stream) => (stream === troubled ? faults.shift() : undefined);
      const { released, release } = gate();
      // These appends are written before the call breaks, without a response.
      fake.server.faults.beforeAppendResponse = (stream) => (stream === troubled ? Promise.resolve() : released);
      const waiting = others.map((stream) => shared.append(stream, 'no-stream', newEvents(2)));
      while (others.some((stream) => fake.server.store.stream(stream).length === 0)) await pause(5);
      const append = shared.append(troubled, 'no-stream', newEvents(2));
      while (openCalls().includes(call)) await pause(5);
      release();
      for (const result of await Promise.all([append, ...waiting])) expect(result).toMatchObject({ revision: 1 });
      for (const stream of [troubled, ...others]) expect(fake.server.store.stream(stream)).toHaveLength(2);
      await shared.close();
    },
  );

  it('retries a pending append when a rejection ends the call', async () => {
    const [slow, rejected] = [newStream(), newStream()];
    const { released, release } = gate();
    fake.server.faults.beforeAppendResponse = (stream) => (stream === slow ? released : Promise.resolve());
    const append = fake.log.append(slow, 'no-stream', newEvents(1));
    while (fake.server.store.stream(slow).length === 0) await pause(5);
    const faults: (AppendFault | undefined)[] = ['too slow'];
    fake.server.faults.append = (stream) => (stream === rejected ? faults.shift() : undefined);
    const other = fake.log.append(rejected, 'no-stream', newEvents(1));
    expect(await other).toMatchObject({ revision: 0 });
    release();
    expect(await append).toMatchObject({ revision: 0 });
    expect(fake.server.store.stream(slow)).toHaveLength(1);
  });

  it('opens no call after the client has ended', async () => {
    const { client } = connect(fake.server.url);
    const append = proposeAppend('claim-1', 'no-stream', []);
    await client.end();
    await expect(client.append(append, 300)).rejects.toThrow('the connection was closed');
    expect(openCalls()).toHaveLength(1);
  });

  it('ignores a second response to the same append', async () => {
    const [call, stream] = [openCalls(), newStream()];
    fake.server.faults.respondsTwice = true;
    expect(await fake.log.append(stream, 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
    expect(await fake.log.append(stream, 0, newEvents(1))).toMatchObject({ revision: 1 });
    expect(openCalls()).toEqual(call);
  });

  it('matches a response with a structured correlation id', async () => {
    const [call, streams] = [openCalls(), Array.from({ length: 50 }, newStream)];
    fake.server.faults.usesStructuredIds = true;
    await Promise.all(streams.map((stream, index) => fake.log.append(stream, 'no-stream', newEvents(index + 1))));
    expect(streams.map((stream) => fake.server.store.stream(stream).length)).toEqual(
      streams.map((_, index) => index + 1),
    );
    expect(openCalls()).toEqual(call);
  });

  it('closes the call of a replaced connection after its last response', async () => {
    const [old] = openCalls();
    const [slow, next] = [newStream(), newStream()];
    const { released, release } = gate();
    fake.server.faults.beforeAppendResponse = (stream) => (stream === slow ? released : Promise.resolve());
    const append = fake.log.append(slow, 'no-stream', newEvents(1));
    while (fake.server.store.stream(slow).length === 0) await pause(5);
    // The client replaces a connection when any call finds it unavailable.
    const faults = [{ after: 0, with: 'dropped' as const }];
    fake.server.faults.read = () => faults.shift();
    await collect(fake.log.readStream(next));
    await fake.log.append(next, 'no-stream', newEvents(1));
    expect(openCalls()).toHaveLength(2);
    release();
    expect(await append).toMatchObject({ revision: 0 });
    while (openCalls().includes(old)) await pause(5);
    expect(openCalls()).toHaveLength(1);
  });
});
