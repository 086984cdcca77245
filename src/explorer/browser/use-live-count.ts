import { useEffect, useState } from 'preact/hooks';
import type { Counted } from './follow-feed.js';

/**
 * The number of entries, or of changes of state, that a feed has reported since this was shown. A tab that is visible again is
 * sent what it missed.
 *
 * @param events the address of the feed; undefined: there is nothing to wait for
 */
export function useLiveCount(events: string | undefined, of: Counted, shown: unknown): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    setCount(0);
    if (events === undefined) return;
    let end: (() => void) | undefined;
    let isOver = false;
    // Nobody waits for it, so it isn't part of what a page loads first.
    import('./follow-feed.js').then(
      ({ followFeed }) => {
        if (isOver) return;
        end = followFeed(events, of, () => {
          setCount((before) => before + 1);
        });
      },
      () => undefined,
    );
    return () => {
      isOver = true;
      end?.();
    };
  }, [events, of, shown]);
  return count;
}
