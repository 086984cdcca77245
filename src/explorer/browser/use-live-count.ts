import { useEffect, useState } from 'preact/hooks';
import { FEED_EVENTS } from './entry-events.js';

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
  let stream: EventSource | undefined;
  let last: string | undefined;
  const close = () => {
    stream?.close();
    stream = undefined;
  };
  const open = () => {
    if (stream || document.hidden) return;
    const address = new URL(events, location.href);
    if (last !== undefined) address.searchParams.set('after', last);
    stream = new EventSource(address);
    for (const name of FEED_EVENTS) {
      stream.addEventListener(name, ({ lastEventId }: MessageEvent) => {
        last = lastEventId;
        onEntry();
      });
    }
  };
  const onVisibility = () => {
    if (document.hidden) close();
    else open();
  };
  document.addEventListener('visibilitychange', onVisibility);
  open();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    close();
  };
}
