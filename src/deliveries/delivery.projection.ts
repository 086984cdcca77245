import type { Database, Statement } from 'better-sqlite3';
import type { TimedEvent } from '../domain/recorded-time.js';
import { positionNumber } from '../event-log/position.js';
import { redactFields, type Redaction } from '../event-log/redaction.js';
import type { JsonObject } from '../lib/json.js';
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
    -- The revisions of the events that have outcome and reason.
    outcomeRevision INTEGER, dropReason TEXT, dropRevision INTEGER
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
  readonly outcomeRevision: number | null;
  readonly reason: string | null;
  readonly dropRevision: number | null;
}

/** The columns with words of others, and the revisions of the events that have them. */
interface Texts {
  readonly name: string;
  readonly contentType: string;
  /** JSON. */
  readonly outcome: string;
  readonly outcomeRevision: number | null;
  readonly dropReason: string | null;
  readonly dropRevision: number | null;
}

interface Details {
  readonly outcome?: DeliveryProcessed | DeliveryFailed;
  readonly reason?: string;
}

/** Writes the rows of deliveries. */
export class DeliveryProjector {
  private readonly add: Statement<[Record<string, string | number>]>;
  private readonly change: Statement<[Change]>;
  private readonly texts: Statement<[string], Texts>;
  private readonly putTexts: Statement<[string, string, string, string | null, string]>;

  constructor(database: Database) {
    this.add = database.prepare(
      `INSERT INTO deliveries VALUES (@position, @id, @integration, @name, 'waiting', @contentType, @size, 0, @at, @at,
       @by, '{}', NULL, NULL, NULL)`,
    );
    this.texts = database.prepare(
      'SELECT name, contentType, outcome, outcomeRevision, dropReason, dropRevision FROM deliveries WHERE id = ?',
    );
    this.putTexts = database.prepare(
      'UPDATE deliveries SET name = ?, contentType = ?, outcome = ?, dropReason = ? WHERE id = ?',
    );
    this.change = database.prepare(
      `UPDATE deliveries SET status = @status, attempts = attempts + @attempted, changedAt = @at, changedBy = @by,
       outcome = coalesce(@outcome, outcome), outcomeRevision = coalesce(@outcomeRevision, outcomeRevision),
       dropReason = @reason, dropRevision = @dropRevision WHERE id = @id`,
    );
  }

  /** Replaces the fields in the row, if it has what the event says. */
  redact({ stream, revision, fields }: Redaction): void {
    const id = deliveryOfStream(stream) ?? '';
    const row = this.texts.get(id);
    if (!row) return;
    const redacted = <Data extends object>(at: number | null, data: Data): Data =>
      at === revision ? (redactFields(data as unknown as JsonObject, fields) as unknown as Data) : data;
    const { name, contentType } = redacted(0, row);
    const outcome = redacted(row.outcomeRevision, JSON.parse(row.outcome) as JsonObject);
    const { reason } = redacted(row.dropRevision, { reason: row.dropReason });
    this.putTexts.run(name, contentType, JSON.stringify(outcome), reason, id);
  }

  project(event: TimedEvent): void {
    const id = deliveryOfStream(event.stream) ?? '';
    const { recordedAt: at, metadata } = event;
    const by = typeof metadata['recordedBy'] === 'string' ? metadata['recordedBy'] : '';
    const fact = event as unknown as DeliveryEvent;
    const change = (status: DeliveryStatus, { outcome, reason }: Details = {}): void => {
      const attempted = outcome ? 1 : 0;
      const json = outcome ? JSON.stringify(outcome) : null;
      const { revision } = event;
      this.change.run({
        ...{ id, status, attempted, at, by, outcome: json, reason: reason ?? null },
        outcomeRevision: outcome ? revision : null,
        dropRevision: reason === undefined ? null : revision,
      });
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
