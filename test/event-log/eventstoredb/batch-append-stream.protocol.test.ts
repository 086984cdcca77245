import { EventStoreDBClient, jsonEvent, NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import { ids, newStream } from '../contract/support.js';
import { FakeServer } from './fake/fake-server.js';
import { gate } from './fake/support.js';

/** The published client: its appends share one `BatchAppend` call if the server supports it. */
let client: EventStoreDBClient;
let server: FakeServer;

beforeEach(async () => {
  server = await FakeServer.start();
  client = EventStoreDBClient.connectionString(server.url);
});
afterEach(async () => {
  await client.dispose();
  server.stop();
});

const event = (number = 0) => jsonEvent({ type: 'numbered', data: { number } });

describe('FakeServer: BatchAppend', () => {
  it('returns the revision and position, and keeps the call open for the next append', async () => {
    const stream = newStream();
    const events = [event(0), event(1), event(2)];
    const first = await client.appendToStream(stream, events, { expectedRevision: NO_STREAM });
    const [call] = server.open.batchAppend;
    const second = await client.appendToStream(stream, event(3), { expectedRevision: 2n });

    const stored = server.store.stream(stream);
    expect(ids(stored.slice(0, 3))).toEqual(ids(events));
    expect([first, second].map(({ nextExpectedRevision }) => nextExpectedRevision)).toEqual([2n, 3n]);
    expect([first, second].map(({ position }) => position?.commit)).toEqual(
      [2, 3].map((revision) => BigInt(stored[revision]?.position ?? 0)),
    );
    expect([...server.open.batchAppend]).toEqual([call]);
  });

  it('rejects a wrong expected revision and returns the actual one', async () => {
    const stream = newStream();
    const early = client.appendToStream(stream, event(), { expectedRevision: 4n });
    await expect(early).rejects.toMatchObject({ expectedVersion: 4n, actualVersion: 'no_stream', streamName: stream });
    await client.appendToStream(stream, [event(), event()]);
    const late = client.appendToStream(stream, event(), { expectedRevision: NO_STREAM });
    await expect(late).rejects.toBeInstanceOf(WrongExpectedVersionError);
    await expect(late).rejects.toMatchObject({ expectedVersion: 'no_stream', actualVersion: 1n });
    expect(server.store.stream(stream)).toHaveLength(2);
  });

  it('returns the first result for a retry with the same ids, without writing again', async () => {
    const stream = newStream();
    const events = [event(), event()];
    const first = await client.appendToStream(stream, events, { expectedRevision: NO_STREAM });
    await client.appendToStream(stream, event(), { expectedRevision: 1n });
    expect(await client.appendToStream(stream, events, { expectedRevision: NO_STREAM })).toEqual(first);
    expect(server.store.stream(stream)).toHaveLength(3);

    server.faults.omitsKnownPositions = true;
    const forgotten = await client.appendToStream(stream, events, { expectedRevision: NO_STREAM });
    expect(forgotten).toEqual({ ...first, position: undefined });
  });

  it('matches responses to appends by id, in any order', async () => {
    const [slow, fast] = [newStream(), newStream()];
    const { released, release } = gate();
    server.faults.beforeAppendResponse = (stream) => (stream === slow ? released : Promise.resolve());
    const first = client.appendToStream(slow, [event(), event()]);
    const second = await client.appendToStream(fast, event());
    expect(second.nextExpectedRevision).toBe(0n);
    release();
    expect((await first).nextExpectedRevision).toBe(1n);
  });

  it('accepts one of two concurrent appends for one revision', async () => {
    const stream = newStream();
    const appends = [event(), event()].map((one) =>
      client.appendToStream(stream, one, { expectedRevision: NO_STREAM }),
    );
    const settled = await Promise.allSettled(appends);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { actualVersion: 0n } });
    expect(server.store.stream(stream)).toHaveLength(1);
  });

  it('writes an append in several parts as a whole', async () => {
    const stream = newStream();
    const events = Array.from({ length: 5 }, (_, number) => event(number));
    const { nextExpectedRevision } = await client.appendToStream(stream, events, { batchAppendSize: 1 });
    expect(nextExpectedRevision).toBe(4n);
    expect(ids(server.store.stream(stream))).toEqual(ids(events));
  });

  it('rejects a user with a wrong password', async () => {
    const closed = await FakeServer.start({ user: { name: 'ledger', password: 'right' } });
    const [user, intruder] = ['right', 'wrong'].map((password) =>
      EventStoreDBClient.connectionString(closed.url.replace('right', password)),
    );
    expect(await user?.appendToStream(newStream(), event())).toMatchObject({ nextExpectedRevision: 0n });
    await expect(intruder?.appendToStream(newStream(), event())).rejects.toMatchObject({ type: 'access-denied' });
    expect(closed.store.all).toHaveLength(1);
    await Promise.all([user?.dispose(), intruder?.dispose()]);
    closed.stop();
  });
});
