import { useEffect, useState } from 'preact/hooks';
import { FEED_EVENTS } from './entry-events.js';
import { followWhileVisible } from './visible-stream.js';

/**
 * The number of entries, or of changes of state, that a feed has reported since this was shown. Only a visible tab has a stream, since a server
 * has a limited number; one that is visible again is sent what it missed.
 *
 * @param events the address of the feed; undefined: there is nothing to wait for
 */
export function useLiveCount(events: string | undefined, shown: unknown): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    setCount(0);
    return events === undefined
      ? undefined
      : follow(events, () => {
          setCount((before) => before + 1);
        });
  }, [events, shown]);
  return count;
}

/** Returns what ends it. */
function follow(events: string, onEntry: () => void): () => void {
  let last: string | undefined;
  const address = () => {
    const url = new URL(events, location.href);
    if (last !== undefined) url.searchParams.set('after', last);
    return url.href;
  };
  return followWhileVisible(address, FEED_EVENTS, ({ lastEventId }) => {
    last = lastEventId;
    onEntry();
  });
}
