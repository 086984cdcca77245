import { EventStoreDBClient, jsonEvent, NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import { ids, newStream } from '../contract/support.js';
import { EventStoreDouble } from './fake/fake-server.js';
import { gate } from './fake/support.js';

/** The client as it is published: its appends share one call, if the server says that it takes them so. */
let client: EventStoreDBClient;
let server: EventStoreDouble;

beforeEach(async () => {
  server = await EventStoreDouble.start();
  client = EventStoreDBClient.connectionString(server.url);
});
afterEach(async () => {
  await client.dispose();
  server.stop();
});

const event = (number = 0) => jsonEvent({ type: 'numbered', data: { number } });

describe('A batch append', () => {
  it('is told its revision and position, and stays open for the next', async () => {
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

  it('that expects another revision is told the actual one', async () => {
    const stream = newStream();
    const early = client.appendToStream(stream, event(), { expectedRevision: 4n });
    await expect(early).rejects.toMatchObject({ expectedVersion: 4n, actualVersion: 'no_stream', streamName: stream });
    await client.appendToStream(stream, [event(), event()]);
    const late = client.appendToStream(stream, event(), { expectedRevision: NO_STREAM });
    await expect(late).rejects.toBeInstanceOf(WrongExpectedVersionError);
    await expect(late).rejects.toMatchObject({ expectedVersion: 'no_stream', actualVersion: 1n });
    expect(server.store.stream(stream)).toHaveLength(2);
  });

  it('with the same ids is answered as the first was, and not written again', async () => {
    const stream = newStream();
    const events = [event(), event()];
    const first = await client.appendToStream(stream, events, { expectedRevision: NO_STREAM });
    await client.appendToStream(stream, event(), { expectedRevision: 1n });
    expect(await client.appendToStream(stream, events, { expectedRevision: NO_STREAM })).toEqual(first);
    expect(server.store.stream(stream)).toHaveLength(3);

    server.faults.forgetsPositions = true;
    const forgotten = await client.appendToStream(stream, events, { expectedRevision: NO_STREAM });
    expect(forgotten).toEqual({ ...first, position: undefined });
  });

  it('is answered by its own id, though another was made first', async () => {
    const [slow, fast] = [newStream(), newStream()];
    const { released, release } = gate();
    server.faults.answersOnce = (stream) => (stream === slow ? released : Promise.resolve());
    const first = client.appendToStream(slow, [event(), event()]);
    const second = await client.appendToStream(fast, event());
    expect(second.nextExpectedRevision).toBe(0n);
    release();
    expect((await first).nextExpectedRevision).toBe(1n);
  });

  it('of two at once for one revision is made once', async () => {
    const stream = newStream();
    const appends = [event(), event()].map((one) =>
      client.appendToStream(stream, one, { expectedRevision: NO_STREAM }),
    );
    const settled = await Promise.allSettled(appends);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { actualVersion: 0n } });
    expect(server.store.stream(stream)).toHaveLength(1);
  });

  it('may come in pieces, and is written whole', async () => {
    const stream = newStream();
    const events = Array.from({ length: 5 }, (_, number) => event(number));
    const { nextExpectedRevision } = await client.appendToStream(stream, events, { batchAppendSize: 1 });
    expect(nextExpectedRevision).toBe(4n);
    expect(ids(server.store.stream(stream))).toEqual(ids(events));
  });

  it('needs a user who may make it', async () => {
    const closed = await EventStoreDouble.start({ user: { name: 'ledger', password: 'right' } });
    const [user, stranger] = ['right', 'wrong'].map((password) =>
      EventStoreDBClient.connectionString(closed.url.replace('right', password)),
    );
    expect(await user?.appendToStream(newStream(), event())).toMatchObject({ nextExpectedRevision: 0n });
    await expect(stranger?.appendToStream(newStream(), event())).rejects.toMatchObject({ type: 'access-denied' });
    expect(closed.store.all).toHaveLength(1);
    await Promise.all([user?.dispose(), stranger?.dispose()]);
    closed.stop();
  });
});
