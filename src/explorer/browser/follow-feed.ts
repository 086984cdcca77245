import { FEED_EVENTS } from './entry-events.js';
import { followWhileVisible } from './visible-stream.js';

/**
 * Follows a feed from now on; after a break, from the last event that came.
 *
 * @returns what ends it
 */
export function followFeed(events: string, onEvent: () => void): () => void {
  let last: string | undefined;
  const address = () => {
    const url = new URL(events, location.href);
    if (last !== undefined) url.searchParams.set('after', last);
    return url.href;
  };
  return followWhileVisible(address, FEED_EVENTS, ({ lastEventId }) => {
    last = lastEventId;
    onEvent();
  });
}
