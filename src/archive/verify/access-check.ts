import { ACCESS_STREAM } from '../../access/access.events.js';
import type { RecordedEvent } from '../../event-log/event-log.js';

/**
 * The principals and keys that a log has made known so far, which are few; and those who recorded something without
 * being known by then.
 */
export class AccessCheck {
  private readonly principals = new Set<unknown>();
  private readonly keys = new Set<unknown>();
  /** By principal, the first event that names it. */
  private readonly strangers = new Map<string, RecordedEvent>();

  /** Takes the events in the order of the log, and says what one names that was not made known before. */
  check(event: RecordedEvent): string[] {
    const complaints = event.stream === ACCESS_STREAM ? this.checkAccess(event) : [];
    const by = event.metadata['recordedBy'];
    if (typeof by === 'string' && !this.principals.has(by) && !this.strangers.has(by)) this.strangers.set(by, event);
    return complaints;
  }

  /** Who recorded something and is known nowhere in the log, with the first such event. */
  unknown(): [principal: string, first: RecordedEvent][] {
    return [...this.strangers].filter(([principal]) => !this.principals.has(principal));
  }

  private checkAccess({ type, data: { principal, key } }: RecordedEvent): string[] {
    const complaints: string[] = [];
    if (type === 'PrincipalRegistered') this.principals.add(principal);
    else if (principal !== undefined && !this.principals.has(principal)) {
      complaints.push(`it names the principal ${JSON.stringify(principal)}, which was not registered before`);
    }
    if (type === 'KeyCreated') this.keys.add(key);
    else if (key !== undefined && !this.keys.has(key)) {
      complaints.push(`it names the key ${JSON.stringify(key)}, which was not made before`);
    }
    return complaints;
  }
}
