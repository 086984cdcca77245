import type { Database, Statement } from 'better-sqlite3';
import type { TimedEvent } from '../domain/recorded-time.js';
import { positionNumber } from '../event-log/position.js';
import { ProjectionError } from '../projections/projection.js';
import type { DeliveryStatus } from './delivery.decider.js';
import {
  type DeliveryEvent,
  type DeliveryFailed,
  deliveryOfStream,
  type DeliveryProcessed,
  type DeliveryReceived,
} from './delivery.events.js';

/** What integrations were sent: a row for each delivery, without its body. */
export const DELIVERY_SCHEMA = `
  CREATE TABLE IF NOT EXISTS deliveries (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, integration TEXT NOT NULL, name TEXT NOT NULL,
    status TEXT NOT NULL, contentType TEXT NOT NULL, size INTEGER NOT NULL, attempts INTEGER NOT NULL,
    receivedAt TEXT NOT NULL, changedAt TEXT NOT NULL, changedBy TEXT NOT NULL, outcome TEXT NOT NULL,
    dropReason TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS deliveries_by_integration ON deliveries (integration, position);
  CREATE INDEX IF NOT EXISTS deliveries_by_status ON deliveries (integration, status, position);
  CREATE INDEX IF NOT EXISTS deliveries_waiting ON deliveries (position) WHERE status = 'waiting';`;

interface Change {
  readonly id: string;
  readonly status: DeliveryStatus;
  readonly attempted: number;
  readonly at: string;
  readonly by: string;
  /** JSON, or null to keep the one before. */
  readonly outcome: string | null;
  readonly reason: string | null;
}

interface Details {
  readonly outcome?: DeliveryProcessed | DeliveryFailed;
  readonly reason?: string;
}

/** Writes the rows of deliveries. */
export class DeliveryProjector {
  private readonly add: Statement<[Record<string, string | number>]>;
  private readonly change: Statement<[Change]>;

  constructor(database: Database) {
    this.add = database.prepare(
      `INSERT INTO deliveries VALUES (@position, @id, @integration, @name, 'waiting', @contentType, @size, 0, @at, @at,
       @by, '{}', NULL)`,
    );
    this.change = database.prepare(
      `UPDATE deliveries SET status = @status, attempts = attempts + @attempted, changedAt = @at, changedBy = @by,
       outcome = coalesce(@outcome, outcome), dropReason = @reason WHERE id = @id`,
    );
  }

  project(event: TimedEvent): void {
    const id = deliveryOfStream(event.stream) ?? '';
    const { recordedAt: at, metadata } = event;
    const by = typeof metadata['recordedBy'] === 'string' ? metadata['recordedBy'] : '';
    const fact = event as unknown as DeliveryEvent;
    const change = (status: DeliveryStatus, { outcome, reason }: Details = {}): void => {
      const attempted = outcome ? 1 : 0;
      const json = outcome ? JSON.stringify(outcome) : null;
      this.change.run({ id, status, attempted, at, by, outcome: json, reason: reason ?? null });
    };
    switch (fact.type) {
      case 'DeliveryReceived':
        this.add.run({ position: positionNumber(event.position), id, at, by, ...columns(fact.data) });
        break;
      case 'DeliveryContinued':
        break;
      case 'DeliveryProcessed':
        change('processed', { outcome: fact.data });
        break;
      case 'DeliveryFailed':
        change('failed', { outcome: fact.data });
        break;
      case 'DeliveryRetried':
        change('waiting');
        break;
      case 'DeliveryDropped':
        change('dropped', { reason: fact.data.reason });
        break;
      default:
        throw new ProjectionError(`${event.type} is not an event type of ${event.stream}.`);
    }
  }
}

const columns = ({ integration, name, contentType, size }: DeliveryReceived) => ({
  integration,
  name,
  contentType,
  size,
});
