import { setTimeout as pause } from 'node:timers/promises';
import { proposed } from '../../../src/event-log/eventstoredb/batch-append-stream.js';
import { connect } from '../../../src/event-log/eventstoredb/client.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { collect, ids, newEvents, newStream } from '../contract/support.js';
import { EventStoreDouble } from './fake/fake-server.js';
import type { AppendFault } from './fake/faults.js';
import { gate, NOTICES_SILENCE, PATIENT } from './fake/support.js';

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

const calls = () => [...server.open.batchAppend];

describe('The call that all appends share', () => {
  it('stays open, for any number at once, and ends with the log', async () => {
    const streams = Array.from({ length: 50 }, newStream);
    const call = calls();
    expect(call).toHaveLength(1);
    await Promise.all(streams.map((stream) => log.append(stream, 'no-stream', newEvents(2))));
    await Promise.all(streams.map((stream) => log.append(stream, 1, newEvents(1))));
    expect(calls()).toEqual(call);
    for (const stream of streams) expect(await collect(log.readStream(stream))).toHaveLength(3);
    await log.close();
    while (calls().length > 0) await pause(5);
  });

  it('takes an append that is too long for one message in several, and it is made whole', async () => {
    const [stream, events] = [newStream(), newEvents(2_500)];
    expect(await log.append(stream, 'no-stream', events)).toMatchObject({ revision: 2_499 });
    expect(ids(await collect(log.readStream(stream)))).toEqual(ids(events));
  });

  it.each<[AppendFault, typeof PATIENT]>([
    ['silence', NOTICES_SILENCE],
    ['lost silently', NOTICES_SILENCE],
    ['lost', PATIENT],
    ['dropped', PATIENT],
    ['not leader', PATIENT],
  ])(
    'is left for another if one append meets "%s", and the others that wait are at once made again, once',
    async (fault, limits) => {
      const shared = await EventStoreLog.open(server.url, limits);
      const [troubled, ...others] = Array.from({ length: 20 }, newStream) as [string, ...string[]];
      await shared.append(newStream(), 'no-stream', newEvents(1));
      const call = calls().at(-1);
      server.faults.leader = server.leader;
      const faults: (AppendFault | undefined)[] = [fault];
      server.faults.append = (stream) => (stream === troubled ? faults.shift() : undefined);
      const { released, release } = gate();
      // Written before the call breaks, and not answered by then.
      server.faults.answersOnce = (stream) => (stream === troubled ? Promise.resolve() : released);
      const waiting = others.map((stream) => shared.append(stream, 'no-stream', newEvents(2)));
      while (others.some((stream) => server.store.stream(stream).length === 0)) await pause(5);
      const append = shared.append(troubled, 'no-stream', newEvents(2));
      while (calls().includes(call)) await pause(5);
      release();
      for (const answer of await Promise.all([append, ...waiting])) expect(answer).toMatchObject({ revision: 1 });
      for (const stream of [troubled, ...others]) expect(server.store.stream(stream)).toHaveLength(2);
      await shared.close();
    },
  );

  it('leaves open what was under way if it ends with a refusal, once it has answered', async () => {
    const [slow, refused] = [newStream(), newStream()];
    const { released, release } = gate();
    server.faults.answersOnce = (stream) => (stream === slow ? released : Promise.resolve());
    const append = log.append(slow, 'no-stream', newEvents(1));
    while (server.store.stream(slow).length === 0) await pause(5);
    const faults: (AppendFault | undefined)[] = ['too slow'];
    server.faults.append = (stream) => (stream === refused ? faults.shift() : undefined);
    const other = log.append(refused, 'no-stream', newEvents(1));
    expect(await other).toMatchObject({ revision: 0 });
    release();
    expect(await append).toMatchObject({ revision: 0 });
    expect(server.store.stream(slow)).toHaveLength(1);
  });

  it('is not begun by what comes when the connection has been ended', async () => {
    const { client } = connect(server.url);
    const append = proposed('claim-1', 'no-stream', []);
    await client.end();
    await expect(client.append(append, 300)).rejects.toThrow('the connection was ended');
    expect(calls()).toHaveLength(1);
  });

  it('is none the worse for an answer that nobody waits for any more', async () => {
    const [call, stream] = [calls(), newStream()];
    server.faults.answersTwice = true;
    expect(await log.append(stream, 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
    expect(await log.append(stream, 0, newEvents(1))).toMatchObject({ revision: 1 });
    expect(calls()).toEqual(call);
  });

  it('knows an append again by the two numbers that the server may name it with', async () => {
    const [call, streams] = [calls(), Array.from({ length: 50 }, newStream)];
    server.faults.answersByNumbers = true;
    await Promise.all(streams.map((stream, index) => log.append(stream, 'no-stream', newEvents(index + 1))));
    expect(streams.map((stream) => server.store.stream(stream).length)).toEqual(streams.map((_, index) => index + 1));
    expect(calls()).toEqual(call);
  });

  it('of a connection that was left ends once its last append is answered', async () => {
    const [old] = calls();
    const [slow, next] = [newStream(), newStream()];
    const { released, release } = gate();
    server.faults.answersOnce = (stream) => (stream === slow ? released : Promise.resolve());
    const append = log.append(slow, 'no-stream', newEvents(1));
    while (server.store.stream(slow).length === 0) await pause(5);
    // The client leaves a connection when any of its calls finds it unavailable.
    const faults = [{ after: 0, with: 'dropped' as const }];
    server.faults.read = () => faults.shift();
    await collect(log.readStream(next));
    await log.append(next, 'no-stream', newEvents(1));
    expect(calls()).toHaveLength(2);
    release();
    expect(await append).toMatchObject({ revision: 0 });
    while (calls().includes(old)) await pause(5);
    expect(calls()).toHaveLength(1);
  });
});
