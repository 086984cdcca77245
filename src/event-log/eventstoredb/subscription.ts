import { START, streamNameFilter, type Position } from '@eventstore/db-client';
import type { SubscriptionMessage } from '../event-log.js';
import type { Retries, Renew } from './retries.js';
import type { Client } from './client.js';
import { BrokenOffError } from './errors.js';
import { fromPosition, LAST_POSITION, toEvent } from './event-mapping.js';
import { iterateSource } from './source-iterator.js';

/**
 * How many events the server scans for one page of those that pass the filter. After that many it also reports its
 * position, even if none passed.
 */
const WINDOW = 1_024;

/** The progress of reading the log, which may take several subscriptions. */
export class SubscriptionCursor {
  /** Undefined at the start of the log. */
  position: Position | undefined;
  /** Whether `caught-up` was yielded since the last event and since the last `cut-off`. */
  isCaughtUp = false;

  constructor(after: string | undefined) {
    if (after !== undefined) this.moveTo(fromPosition(after));
  }

  /**
   * Moves only forwards: an event that was received may be before the server's position. A prepare position before the
   * commit position means that the event at that position is still to come.
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
  readonly retries: Retries;
  readonly renew: Renew;
  readonly stop?: readonly AbortSignal[];
}

/**
 * Follows the log's own streams from the cursor, and moves it, until the subscription fails.
 *
 * The server reports once per subscription that it has caught up, and then sends live events one by one. So the reader
 * has caught up, as the port defines it, when the subscription is live and no event is available.
 *
 * The client reports the server's position, which also passes events of others, before the reader has received the last
 * events before that position, and continues to do so after the subscription was left. So the cursor moves to it only
 * once no event is available.
 */
export async function* follow(
  cursor: SubscriptionCursor,
  { client, prefixes, retries, renew, stop = [] }: FollowOptions,
): AsyncGenerator<SubscriptionMessage> {
  const server: { isLive: boolean; reached?: Position } = { isLive: false };
  const filter = streamNameFilter({
    prefixes: [...prefixes],
    maxSearchWindow: WINDOW,
    checkpointReached: (subscription, position) => {
      // Before any event has passed the filter, servers before 24.10.5 may report a position that no event can follow.
      if (position.commit <= LAST_POSITION && position.prepare <= LAST_POSITION) server.reached = position;
      subscription.emit('readable');
    },
  });
  const source = client.subscribeToAll({ fromPosition: cursor.position ?? START, filter, requiresLeader: true });
  source.on('caughtUp', () => {
    server.isLive = true;
    source.emit('readable');
  });
  const silence = (): number | undefined => (server.isLive ? undefined : retries.limits.responseMs);
  const onSilence = client.watchRead();
  const stops = [retries.closed, ...stop];
  const isStopped = (): boolean => stops.some(({ aborted }) => aborted);
  try {
    for await (const item of iterateSource(source, { silence, onSilence, stop: stops })) {
      if (item) {
        const event = toEvent(item);
        cursor.moveTo(fromPosition(event.position));
        cursor.isCaughtUp = false;
        renew();
        yield { kind: 'event', event };
        continue;
      }
      if (server.reached) cursor.moveTo(server.reached.commit, server.reached.prepare);
      if (!server.isLive) continue;
      renew();
      if (cursor.isCaughtUp) continue;
      cursor.isCaughtUp = true;
      yield { kind: 'caught-up' };
    }
    // A server that is shutting down may end a subscription as if it were complete.
    if (!isStopped()) throw new BrokenOffError('the server ended the subscription');
  } catch (error) {
    if (cursor.isCaughtUp && !isStopped()) {
      cursor.isCaughtUp = false;
      yield { kind: 'cut-off' };
    }
    throw error;
  }
}
