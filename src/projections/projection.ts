import type { Database } from 'better-sqlite3';
import type { TimedEvent } from '../domain/recorded-time.js';

/** An event can't be projected. Its stream is parked until it can. */
export class ProjectionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/**
 * Derives the rows of a read model from events: a plain function of the rows and the event. It uses no clock and no
 * random values, and keeps nothing in memory but caches, which `dropCaches` may empty at any time without changing a
 * row.
 */
export interface Projector {
  /** Projects an event that is later than all before. If it throws, the caller rolls back. */
  project(event: TimedEvent): void;
  /**
   * Projects events of one stream that were skipped in their turn, while later events of other streams were projected.
   * The rows are then those that projecting them in turn would have led to.
   */
  projectLate(events: readonly TimedEvent[]): void;
  /** Called after a rollback, when caches may differ from the rows. */
  dropCaches(): void;
}

/** How a read model is derived. */
export interface Projection {
  /** What the rows depend on besides the events, such as a policy's id and version. A change requires a rebuild. */
  readonly fingerprint: string;
  /** The newest schema version of events that it can project. */
  readonly schemaVersion: number;
  /** SQL that creates its tables if they don't exist. */
  readonly schema: string;
  /** Whether it projects events of this stream; it ignores others. */
  handlesStream(stream: string): boolean;
  /** Whether feeds may show the event. Others have rows only. */
  publishes(event: Pick<TimedEvent, 'stream' | 'type'>): boolean;
  open(database: Database): Projector;
}
