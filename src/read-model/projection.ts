import type { Database } from 'better-sqlite3';
import type { RecordedEvent } from '../event-log/event-log.js';

/** An event with its recorded time in force: the later of its own stamp and that in force of the event before it. */
export interface TimedEvent extends RecordedEvent {
  /** ISO instant in UTC with milliseconds; it never runs back over the log. */
  readonly recordedAt: string;
}

/** An event makes no sense to a projection; its stream is parked until the event can be digested. */
export class ProjectionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/**
 * Writes what follows from events into a read model: a plain function of the rows and the event.
 * No clock, no random, and no memory but what `forget` may drop at any time without changing a row.
 */
export interface Projector {
  /** Handles one event, which is later than all handled before. Throws if it can't; the caller rolls back. */
  project(event: TimedEvent): void;
  /**
   * Handles events of one stream that were passed over when their turn came, while later ones of other streams
   * were handled. The rows afterwards are those that their being handled in turn would have led to.
   */
  projectLate(events: readonly TimedEvent[]): void;
  /** Called after a rollback: whatever is kept in memory may no longer be true of the rows. */
  dropCaches(): void;
}

/** How a read model is made. */
export interface Projection {
  /** What the rows depend on besides the events, as a policy's id and version; another one means rebuild. */
  readonly fingerprint: string;
  /** The newest schema version of events that it understands. */
  readonly schemaVersion: number;
  /** SQL that makes its tables where they aren't there yet. */
  readonly schema: string;
  /** Events of other streams are passed over. */
  handlesStream(stream: string): boolean;
  open(database: Database): Projector;
}
