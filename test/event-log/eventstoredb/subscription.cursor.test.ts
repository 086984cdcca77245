import type { Position } from '@eventstore/db-client';
import { Retries } from '../../../src/event-log/eventstoredb/retries.js';
import { connect, type Client } from '../../../src/event-log/eventstoredb/client.js';
import { follow, SubscriptionCursor } from '../../../src/event-log/eventstoredb/subscription.js';
import { newEvents } from '../contract/support.js';
import { EventStoreDouble } from './fake/fake-server.js';
import { foreignEvent, NOTICES_SILENCE, PATIENT } from './fake/support.js';

describe('The place of who follows', () => {
  let server: EventStoreDouble;
  let client: Client;
  /** Says to the subscription how far the server has come, as the client does whenever it hears of it. */
  let tell: (reached: Position) => void;

  beforeEach(async () => {
    server = await EventStoreDouble.start();
    ({ client } = connect(server.url));
    const subscribe = client.subscribeToAll.bind(client);
    client.subscribeToAll = (options) => {
      const source = subscribe(options);
      tell = (reached) => void options?.filter?.checkpointReached?.(source, reached);
      return source;
    };
  });
  afterEach(async () => {
    await client.end();
    server.stop();
  });

  const followed = (place: SubscriptionCursor, limits = PATIENT) => {
    const attempts = new Retries('here', limits);
    return follow(place, { client, prefixes: limits.prefixes, attempts, renew: () => undefined });
  };
  const at = (position: number) => ({ commit: BigInt(position), prepare: BigInt(position) });

  it("moves over others' events once nothing of its own is at hand", async () => {
    for (const event of newEvents(3)) server.store.append('claim-1', 'any', [stored(event.id)]);
    server.store.append('order-1', 'any', [foreignEvent('{}')]);
    const [first, , , last] = server.store.all.map(({ position }) => position) as [number, number, number, number];
    const place = new SubscriptionCursor(undefined);
    const messages = followed(place);
    expect(await messages.next()).toMatchObject({ value: { kind: 'event' } });
    tell(at(last));
    expect(place.position).toEqual(at(first));
    for (const kind of ['event', 'event', 'caught-up'])
      expect(await messages.next()).toMatchObject({ value: { kind } });
    expect(place.position).toEqual(at(last));
    await messages.return(undefined);
  });

  it('stays where it is when the server goes on telling a subscription that has been left', async () => {
    server.faults.read = () => ({ after: 0, with: 'silence' });
    const place = new SubscriptionCursor(undefined);
    const end = followed(place, NOTICES_SILENCE).next();
    await expect(end).rejects.toThrow('no answer within 300 ms');
    tell(at(7));
    expect(place.position).toBeUndefined();
  });
});

const stored = (id: string) => ({ ...foreignEvent('{"number":1}'), id });
