import { ClaimAttributeQueries } from '../../../claims/queries/claim-attributes.queries.js';
import { StatusChangeQueries } from '../../../claims/queries/status-changes.queries.js';
import type { FeedChange } from '../../../claims/queries/views.js';
import { positionNumber } from '../../../event-log/position.js';
import { parseStreamName } from '../../../domain/domain-event.js';
import {
  type LedgerEvent,
  ledgerEvent,
  statusChanged,
  type StatusChanged,
} from '../../../interchange/cloudevents/cloud-event.js';
import type { EventTableRow } from '../../../read-model/event-table.js';
import { ReadModel } from '../../../read-model/read-model.js';

/** An event of the log, or a change of a claim's status. */
export type LedgerItem =
  | { readonly kind: 'event'; readonly ref: string; readonly row: EventTableRow }
  | { readonly kind: 'change'; readonly ref: string; readonly change: FeedChange };

/** How much of the ledger was scanned: events up to a position, and changes of status up to a cursor. */
export interface LedgerCursor {
  readonly events: number;
  readonly changes: string;
}

/** An item with the cursor after it. */
export interface ScannedItem {
  readonly item: LedgerItem;
  readonly cursor: LedgerCursor;
}

/** Where a scan ends, inclusive. */
export interface ScanEnd {
  readonly position: number;
  /** Recorded time of the last event up to there. */
  readonly at: string;
}

export interface Scan {
  /** In the order of the log: an event, then the changes that it caused. Dates that pass take their turn by time. */
  readonly items: readonly ScannedItem[];
  /** Whether there may be more now. */
  readonly more: boolean;
}

/** Reads what webhooks are about from one read model. Everything of one call is as of one moment. */
export class LedgerItems {
  readonly changes: StatusChangeQueries;
  readonly claims: ClaimAttributeQueries;

  /** @param log the id of the log */
  constructor(
    readonly readModel: ReadModel,
    readonly log: string,
  ) {
    this.changes = new StatusChangeQueries(readModel);
    this.claims = new ClaimAttributeQueries(readModel);
  }

  static open(file: string, log: string): LedgerItems {
    return new LedgerItems(ReadModel.open(file), log);
  }

  close(): void {
    this.readModel.close();
  }

  /**
   * @param now no date after this moment counts as passed
   * @param limit the maximum number of events, and of changes
   */
  scan(after: LedgerCursor, now: string, limit: number, end?: ScanEnd): Scan {
    return this.readModel.database.transaction(() => this.merge(after, now, limit, end)).deferred();
  }

  private merge(after: LedgerCursor, now: string, limit: number, end: ScanEnd | undefined): Scan {
    const events = [...this.readModel.events.rowsAfter(after.events, limit)];
    const lastEventAt = this.readModel.checkpoint()?.recordedAt ?? '';
    const changes = this.changes.after(after.changes, now, lastEventAt, limit);
    const items: ScannedItem[] = [];
    let cursor = after;
    let [e, c] = [0, 0];
    for (;;) {
      const [row, change] = [events[e], changes[c]];
      // What comes after the last row that was read isn't known.
      if (!row && !change) return { items, more: events.length === limit || changes.length === limit };
      if ((!row && events.length === limit) || (!change && changes.length === limit)) return { items, more: true };
      const isChange = change !== undefined && (row === undefined || isBefore(change, row));
      if (isChange) {
        if (end && change.recordedAt > end.at) return { items, more: false };
        cursor = { ...cursor, changes: change.cursor };
        c += 1;
        items.push({ item: itemOfChange(change), cursor });
      } else if (row) {
        if (end && row.position > end.position) return { items, more: false };
        cursor = { ...cursor, events: row.position };
        e += 1;
        items.push({ item: itemOfEvent(row), cursor });
      }
    }
  }

  /** The item of a reference; undefined if there is none any more, as after a change of policy. */
  at(ref: string): LedgerItem | undefined {
    if (ref.startsWith(CHANGE)) {
      const change = this.changes.at(ref.slice(CHANGE.length));
      return change && itemOfChange(change);
    }
    const position = Number(ref.slice(EVENT.length));
    const [row] = [...this.readModel.events.rowsAfter(position - 1, 1)];
    return row?.position === position ? itemOfEvent(row) : undefined;
  }

  /** The cursor after everything until this position. `at`: until this recorded time, if that is later. */
  cursorAfter(position: string, at?: string): LedgerCursor {
    const number = positionNumber(position);
    const recordedAt = this.readModel.events.recordedAt(number) ?? '0000-01-01T00:00:00.000Z';
    const until = at !== undefined && at > recordedAt ? at : recordedAt;
    return { events: number, changes: StatusChangeQueries.cursorAt(until, number) };
  }

  /** Where a scan up to this position ends. */
  endAt(position: string): ScanEnd {
    const number = positionNumber(position);
    return { position: number, at: this.readModel.events.recordedAt(number) ?? '' };
  }

  cloudEvent(item: LedgerItem): LedgerEvent | StatusChanged {
    return item.kind === 'event' ? ledgerEvent(item.row, this.log) : statusChanged(item.change, this.log);
  }
}

/** An event comes before the changes that it caused. */
const isBefore = (change: FeedChange, row: EventTableRow): boolean =>
  change.recordedAt < row.recordedAt ||
  (change.recordedAt === row.recordedAt && positionNumber(change.position) < row.position);

const EVENT = 'e';
const CHANGE = 'c';
const itemOfEvent = (row: EventTableRow): LedgerItem => ({ kind: 'event', ref: `${EVENT}${row.position}`, row });
const itemOfChange = (change: FeedChange): LedgerItem => ({
  kind: 'change',
  ref: `${CHANGE}${change.cursor}`,
  change,
});

/** The claim that an item concerns. */
export function claimOf(item: LedgerItem): string | undefined {
  if (item.kind === 'change') return item.change.claim;
  const named = parseStreamName(item.row.stream);
  return named?.noun === 'claim' ? named.id : undefined;
}

/** What an item is ordered with: its claim, or another stream. */
export const groupOf = (item: LedgerItem): string =>
  item.kind === 'change' ? `claim-${item.change.claim}` : item.row.stream;
