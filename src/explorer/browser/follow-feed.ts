import type { StatusChanged } from '../../interchange/cloudevents/cloud-event.js';
import { FEED_EVENTS } from './entry-events.js';
import { followWhileVisible } from './visible-stream.js';

/** What of a feed is counted: each entry; or of changes of state those after the registration, or the registrations. */
export type Counted = 'entries' | 'changes' | 'registrations';

/** A claim that was just registered had no status before. */
const isRegistration = (event: string): boolean => (JSON.parse(event) as StatusChanged).data.before === null;

/**
 * Follows a feed from now on; after a break, from the last event that came.
 *
 * @returns what ends it
 */
export function followFeed(events: string, of: Counted, onEvent: () => void): () => void {
  let last: string | undefined;
  const address = () => {
    const url = new URL(events, location.href);
    if (last !== undefined) url.searchParams.set('after', last);
    return url.href;
  };
  return followWhileVisible(address, FEED_EVENTS, ({ lastEventId, data }) => {
    last = lastEventId;
    if (of === 'entries' || isRegistration(data) === (of === 'registrations')) onEvent();
  });
}
