import { START, streamNameFilter, type Position } from '@eventstore/db-client';
import type { SubscriptionMessage } from '../event-log.js';
import type { Retries, Renew } from './retries.js';
import type { Client } from './client.js';
import { BrokenOffError } from './errors.js';
import { fromPosition, LAST_POSITION, toEvent } from './event-mapping.js';
import { iterateSource } from './source-iterator.js';

/**
 * How many events the server looks at for one page of those that pass the filter. After so many it also says how far
 * it has come, whether any passed or not.
 */
const WINDOW = 1_024;

/** Where a reader of all stands, over every subscription that it takes. */
export class SubscriptionCursor {
  /** Undefined before everything. */
  position: Position | undefined;
  /** Whether the reader takes itself for caught up: it was told so since its last event, and since the last break. */
  told = false;

  constructor(after: string | undefined) {
    if (after !== undefined) this.moveTo(fromPosition(after));
  }

  /**
   * Only forwards: an event that is at hand may lie before where the server has come. A prepare position before the
   * commit position means that the event there is yet to come.
   */
  moveTo(commit: bigint, prepare = commit): void {
    const { position } = this;
    const isAhead = !position || commit > position.commit || (commit === position.commit && prepare > position.prepare);
    if (isAhead) this.position = { commit, prepare };
  }
}

interface FollowOptions {
  readonly client: Client;
  readonly prefixes: readonly string[];
  readonly attempts: Retries;
  readonly renew: Renew;
  readonly stop?: readonly AbortSignal[];
}

/**
 * Follows the log's own streams from this place on, and moves it along, until the subscription breaks.
 *
 * The server says that the reader has caught up once for each subscription, and hands live events over one by one.
 * What the port promises follows from both: it has caught up when it is live and nothing more is at hand.
 *
 * The client tells how far the server has come, over others' events too, before the reader has had the last events
 * before that, and goes on telling when the subscription has been left, with events that nobody is given any more. So
 * the place moves there once nothing is at hand.
 */
export async function* follow(
  place: SubscriptionCursor,
  { client, prefixes, attempts, renew, stop = [] }: FollowOptions,
): AsyncGenerator<SubscriptionMessage> {
  const server: { isLive: boolean; reached?: Position } = { isLive: false };
  const filter = streamNameFilter({
    prefixes: [...prefixes],
    maxSearchWindow: WINDOW,
    checkpointReached: (subscription, position) => {
      // Where nothing has passed the filter yet, servers before 24.10.5 may name a place that no event is ever behind.
      if (position.commit <= LAST_POSITION && position.prepare <= LAST_POSITION) server.reached = position;
      subscription.emit('readable');
    },
  });
  const source = client.subscribeToAll({ fromPosition: place.position ?? START, filter, requiresLeader: true });
  source.on('caughtUp', () => {
    server.isLive = true;
    source.emit('readable');
  });
  const silence = (): number | undefined => (server.isLive ? undefined : attempts.limits.answerMs);
  const stops = [attempts.closed, ...stop];
  const isStopped = (): boolean => stops.some(({ aborted }) => aborted);
  try {
    for await (const item of iterateSource(source, { silence, stop: stops })) {
      if (item) {
        const event = toEvent(item);
        place.moveTo(fromPosition(event.position));
        place.told = false;
        renew();
        yield { kind: 'event', event };
        continue;
      }
      if (server.reached) place.moveTo(server.reached.commit, server.reached.prepare);
      if (!server.isLive) continue;
      renew();
      if (place.told) continue;
      place.told = true;
      yield { kind: 'caught-up' };
    }
    // A server that is shut down may end a subscription as if that had come to its end.
    if (!isStopped()) throw new BrokenOffError('the server ended the subscription');
  } catch (error) {
    if (place.told && !isStopped()) {
      place.told = false;
      yield { kind: 'cut-off' };
    }
    throw error;
  }
}
