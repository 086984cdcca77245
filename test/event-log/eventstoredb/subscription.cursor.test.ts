import type { Position } from '@eventstore/db-client';
import { Retries } from '../../../src/event-log/eventstoredb/retries.js';
import { connect, type Client } from '../../../src/event-log/eventstoredb/client.js';
import { follow, SubscriptionCursor } from '../../../src/event-log/eventstoredb/subscription.js';
import { newEvents } from '../contract/support.js';
import { FakeServer } from './fake/fake-server.js';
import { foreignEvent, SHORT_RESPONSE_TIMEOUT, LONG_TIMEOUTS } from './fake/support.js';

describe('SubscriptionCursor', () => {
  let server: FakeServer;
  let client: Client;
  /** Reports a checkpoint to the subscription, as the client does. */
  let reportCheckpoint: (reached: Position) => void;

  beforeEach(async () => {
    server = await FakeServer.start();
    ({ client } = connect(server.url));
    const subscribe = client.subscribeToAll.bind(client);
    client.subscribeToAll = (options) => {
      const source = subscribe(options);
      reportCheckpoint = (reached) => void options?.filter?.checkpointReached?.(source, reached);
      return source;
    };
  });
  afterEach(async () => {
    await client.end();
    server.stop();
  });

  const followed = (cursor: SubscriptionCursor, limits = LONG_TIMEOUTS) => {
    const retries = new Retries('here', limits);
    return follow(cursor, { client, prefixes: limits.prefixes, retries, renew: () => undefined });
  };
  const at = (position: number) => ({ commit: BigInt(position), prepare: BigInt(position) });

  it('moves past events of other streams when no own event is pending', async () => {
    for (const event of newEvents(3)) server.store.append('claim-1', 'any', [stored(event.id)]);
    server.store.append('order-1', 'any', [foreignEvent('{}')]);
    const [first, , , last] = server.store.all.map(({ position }) => position) as [number, number, number, number];
    const cursor = new SubscriptionCursor(undefined);
    const messages = followed(cursor);
    expect(await messages.next()).toMatchObject({ value: { kind: 'event' } });
    reportCheckpoint(at(last));
    expect(cursor.position).toEqual(at(first));
    for (const kind of ['event', 'event', 'caught-up'])
      expect(await messages.next()).toMatchObject({ value: { kind } });
    expect(cursor.position).toEqual(at(last));
    await messages.return(undefined);
  });

  it('ignores checkpoints of a subscription that has ended', async () => {
    server.faults.read = () => ({ after: 0, with: 'silence' });
    const cursor = new SubscriptionCursor(undefined);
    const end = followed(cursor, SHORT_RESPONSE_TIMEOUT).next();
    await expect(end).rejects.toThrow('no response within 300 ms');
    reportCheckpoint(at(7));
    expect(cursor.position).toBeUndefined();
  });
});

const stored = (id: string) => ({ ...foreignEvent('{"number":1}'), id });
