import { ACCESS_STREAM } from '../../access/access.events.js';
import type { RecordedEvent } from '../../event-log/event-log.js';

/**
 * Checks that events name only principals and keys that an earlier event registered or created. Principals that
 * recorded events are the exception: any event of the log may register them, so they are reported at the end.
 * Memory grows with the number of principals and keys, which are few.
 */
export class AccessCheck {
  private readonly principals = new Set<unknown>();
  private readonly keys = new Set<unknown>();
  /** The first event that was recorded by each principal that wasn't registered by then. */
  private readonly firstByUnknown = new Map<string, RecordedEvent>();

  /** Takes the events in log order. Returns what is wrong with this one. */
  check(event: RecordedEvent): string[] {
    const messages = event.stream === ACCESS_STREAM ? this.checkAccessEvent(event) : [];
    const by = event.metadata['recordedBy'];
    if (typeof by === 'string' && !this.principals.has(by) && !this.firstByUnknown.has(by)) {
      this.firstByUnknown.set(by, event);
    }
    return messages;
  }

  /** The principals that recorded an event and that no event of the log registers, each with its first event. */
  unregistered(): [principal: string, first: RecordedEvent][] {
    return [...this.firstByUnknown].filter(([principal]) => !this.principals.has(principal));
  }

  private checkAccessEvent({ type, data: { principal, key } }: RecordedEvent): string[] {
    const messages: string[] = [];
    if (type === 'PrincipalRegistered') this.principals.add(principal);
    else if (principal !== undefined && !this.principals.has(principal)) {
      messages.push(`the event names the principal ${JSON.stringify(principal)}, which no earlier event registers`);
    }
    if (type === 'KeyCreated') this.keys.add(key);
    else if (key !== undefined && !this.keys.has(key)) {
      messages.push(`the event names the key ${JSON.stringify(key)}, which no earlier event creates`);
    }
    return messages;
  }
}
