import type { Statement } from 'better-sqlite3';
import type { Violation } from '../command-handling/errors.js';
import { CursorMismatchError, type Page, pageSize } from '../read-model/pagination.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { DeliveryStatus } from './delivery.decider.js';
import type { DeliveryFailed, DeliveryProcessed, DeliveryRecorded } from './delivery.events.js';

/** Something that an integration was sent, and what became of it. */
export interface InboundDelivery {
  /** The id of the delivery, a UUID. */
  readonly id: string;
  /** The id of the integration. */
  readonly integration: string;
  /** What identifies it: the sender's name for it, or `sha256:` and the digest of the body. */
  readonly name: string;
  /** What became of it. */
  readonly status: DeliveryStatus;
  /** When it was accepted (recorded time). */
  readonly receivedAt: string;
  /** Its `Content-Type`; empty if it had none. */
  readonly contentType: string;
  /** The size of its body in bytes. */
  readonly size: number;
  /** How many attempts to record it have ended. */
  readonly attempts: number;
  /** When its status changed last (recorded time). */
  readonly changedAt: string;
  /** The id of the principal that changed it. */
  readonly changedBy: string;
  /** What was recorded of it; absent before the first attempt has ended. */
  readonly recorded?: DeliveryRecorded;
  /** Why the last attempt failed, and what to do. */
  readonly failure?: string;
  /** The number of the command that the ledger rejected, from 1; absent if the payload could not be mapped. */
  readonly command?: number;
  /** What is wrong with each field; at most 10. */
  readonly errors?: readonly Violation[];
  /** Why it was dropped. */
  readonly dropReason?: string;
}

/** How many deliveries of an integration need somebody or something, each counted up to 10,000. */
export interface OpenDeliveries {
  /** That were accepted, and are processed next or when it is resumed. */
  readonly waiting: number;
  /** That failed, and wait for a retry. */
  readonly failed: number;
}

/** A delivery that waits to be processed. */
export interface WaitingDelivery {
  readonly id: string;
  readonly integration: string;
  /** Since when: an ISO instant. */
  readonly changedAt: string;
}

/** Counting further would cost time without helping anybody. */
export const MAX_COUNTED = 10_000;

interface Row {
  readonly position: number;
  readonly id: string;
  readonly integration: string;
  readonly name: string;
  readonly status: DeliveryStatus;
  readonly contentType: string;
  readonly size: number;
  readonly attempts: number;
  readonly receivedAt: string;
  readonly changedAt: string;
  readonly changedBy: string;
  readonly outcome: string;
  readonly outcomeRevision: number | null;
  readonly dropReason: string | null;
  readonly dropRevision: number | null;
}

export interface DeliveryPageRequest {
  readonly status?: DeliveryStatus | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** Reads what integrations were sent. */
export class DeliveryQueries {
  private readonly one: Statement<[string, string], Row>;
  private readonly all: Statement<[string, number, number], Row>;
  private readonly ofStatus: Statement<[string, string, number, number], Row>;
  private readonly counted: Statement<[string, string, number], { readonly count: number }>;
  private readonly waitingRows: Statement<[number], WaitingDelivery>;
  private readonly countedAll: Statement<[string, number], { readonly count: number }>;
  private readonly oldestFailed: Statement<[string, number], { readonly id: string }>;

  constructor({ database }: Pick<ReadModel, 'database'>) {
    this.one = database.prepare('SELECT * FROM deliveries WHERE id = ? AND integration = ?');
    this.all = database.prepare(
      'SELECT * FROM deliveries WHERE integration = ? AND position < ? ORDER BY position DESC LIMIT ?',
    );
    this.ofStatus = database.prepare(
      'SELECT * FROM deliveries WHERE integration = ? AND status = ? AND position < ? ORDER BY position DESC LIMIT ?',
    );
    this.counted = database.prepare(
      'SELECT count(*) AS count FROM (SELECT 1 FROM deliveries WHERE integration = ? AND status = ? LIMIT ?)',
    );
    this.waitingRows = database.prepare(
      "SELECT id, integration, changedAt FROM deliveries WHERE status = 'waiting' ORDER BY position LIMIT ?",
    );
    this.countedAll = database.prepare(
      'SELECT count(*) AS count FROM (SELECT 1 FROM deliveries WHERE status = ? LIMIT ?)',
    );
    this.oldestFailed = database.prepare(
      "SELECT id FROM deliveries WHERE integration = ? AND status = 'failed' ORDER BY position LIMIT ?",
    );
  }

  /** Undefined if the integration has no such delivery. */
  get(integration: string, id: string): InboundDelivery | undefined {
    const row = this.one.get(id, integration);
    return row && deliveryOf(row);
  }

  /** Newest first. Throws a `CursorMismatchError`. */
  list(integration: string, { status, limit, cursor }: DeliveryPageRequest): Page<InboundDelivery> {
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw new CursorMismatchError();
    const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor);
    const size = pageSize({ limit });
    const rows =
      status === undefined
        ? this.all.all(integration, before, size + 1)
        : this.ofStatus.all(integration, status, before, size + 1);
    const items = rows.slice(0, size);
    const last = items.at(-1);
    return {
      items: items.map(deliveryOf),
      ...(rows.length > size && last && { next: String(last.position) }),
    };
  }

  open(integration: string): OpenDeliveries {
    return { waiting: this.count(integration, 'waiting'), failed: this.count(integration, 'failed') };
  }

  /** How many of an integration have this status, counted up to `MAX_COUNTED`. */
  count(integration: string, status: DeliveryStatus): number {
    return this.counted.get(integration, status, MAX_COUNTED)?.count ?? 0;
  }

  /** Those that wait, of all integrations, in the order in which they were accepted. */
  waiting(limit: number): readonly WaitingDelivery[] {
    return this.waitingRows.all(limit);
  }

  /** How many of all integrations have this status, counted up to `MAX_COUNTED`. */
  countAll(status: DeliveryStatus): number {
    return this.countedAll.get(status, MAX_COUNTED)?.count ?? 0;
  }

  /** The ids of those that failed, in the order in which they were accepted. */
  failed(integration: string, limit: number): readonly string[] {
    return this.oldestFailed.all(integration, limit).map(({ id }) => id);
  }
}

function deliveryOf({
  position: _position,
  outcome,
  outcomeRevision: _outcomeRevision,
  dropReason,
  dropRevision: _dropRevision,
  ...row
}: Row): InboundDelivery {
  const { recorded, message, command, errors } = JSON.parse(outcome) as Partial<DeliveryProcessed & DeliveryFailed>;
  return {
    ...row,
    ...(recorded && { recorded }),
    ...(message !== undefined && { failure: message }),
    ...(command !== undefined && { command }),
    ...(errors && { errors }),
    ...(dropReason !== null && { dropReason }),
  };
}
