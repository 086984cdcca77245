import type { Database } from 'better-sqlite3';
import type { TimedEvent } from '../domain/recorded-time.js';
import { isTarget, REDACTED_TEXT, redactFields, type Redaction } from '../event-log/redaction.js';
import { StoredEvents } from '../projections/stored-events.js';

/** The projected events of a stream, as they were and as they are after a redaction of one of them. */
export interface RedactedStream {
  readonly before: readonly TimedEvent[];
  readonly after: readonly TimedEvent[];
  readonly target: TimedEvent;
}

/** Redacts the table of events. */
export class RedactedRows {
  private readonly stored: StoredEvents;

  constructor(private readonly database: Database) {
    this.stored = new StoredEvents(database);
  }

  /**
   * Replaces the fields in the row of the event. Undefined if no other row has to change: the event is read as it is
   * now already, or isn't projected.
   */
  redact(redaction: Redaction): RedactedStream | undefined {
    const { events, parkedAt } = this.stored.of(redaction.stream);
    const found = events.find((event) => isTarget(event, redaction));
    if (!found) return undefined;
    const target = { ...found, data: redactFields(found.data, redaction.fields) };
    if (JSON.stringify(target.data) === JSON.stringify(found.data)) return undefined;
    this.stored.write(target);
    if (found.revision >= parkedAt) return undefined;
    const before = events.filter(({ revision }) => revision < parkedAt);
    return { before, after: before.map((event) => (event === found ? target : event)), target };
  }

  /** Why the stream is parked may repeat what was replaced. */
  redactTrouble(stream: string): void {
    this.database.prepare('UPDATE parked_streams SET error = ? WHERE stream = ?').run(REDACTED_TEXT, stream);
  }

  /** Pages of the file may still hold what was replaced. In the transaction of the change. */
  mustErase(): void {
    this.database.pragma('user_version = 1');
  }
}
