import { ClaimAttributeQueries } from '../../../claims/queries/claim-attributes.queries.js';
import { StatusChangeQueries } from '../../../claims/queries/status-changes.queries.js';
import { SummaryQueries } from '../../../claims/queries/summary.queries.js';
import type { FeedChange } from '../../../claims/queries/views.js';
import { LAST_INSTANT } from '../../../domain/recorded-time.js';
import { positionNumber } from '../../../event-log/position.js';
import { parseStreamName } from '../../../domain/domain-event.js';
import {
  aboutStream,
  type LedgerEvent,
  ledgerEvent,
  statusChanged,
  type StatusChanged,
  statusChangeId,
} from '../../../interchange/cloudevents/cloud-event.js';
import type { EventTableRow } from '../../../read-model/event-table.js';
import type { SummaryNames } from '../../../verification/summary/english.js';
import { ReadModel } from '../../../read-model/read-model.js';
import { RedactionQueries } from '../../../redactions/redaction.queries.js';

/** An event of the log, or a change of a claim's status. */
export type LedgerItem =
  | { readonly kind: 'event'; readonly ref: string; readonly row: EventTableRow }
  | { readonly kind: 'change'; readonly ref: string; readonly change: FeedChange };

/** How much of the ledger was scanned: events up to a position, and changes of status up to a cursor. */
export interface LedgerCursor {
  readonly events: number;
  readonly changes: string;
}

/** The number of items that are kept after they were scanned: they are sent soon, maybe to several webhooks. */
const KEPT_ITEMS = 1_000;

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
  /** As they are now. */
  readonly names: SummaryNames;
  private readonly kept = new Map<string, LedgerItem>();
  private readonly redactions: RedactionQueries;
  /** The position of the last redaction before the kept items were read. */
  private redactedUntil: number | undefined;

  /** @param log the id of the log */
  constructor(
    readonly readModel: ReadModel,
    readonly log: string,
  ) {
    this.changes = new StatusChangeQueries(readModel);
    this.claims = new ClaimAttributeQueries(readModel);
    this.names = new SummaryQueries(readModel.database).names(LAST_INSTANT);
    this.redactions = new RedactionQueries(readModel);
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
    this.forgetRedacted();
    const scan = this.readModel.database.transaction(() => this.merge(after, now, limit, end)).deferred();
    for (const { item } of scan.items) this.kept.set(item.ref, item);
    for (const ref of this.kept.keys()) {
      if (this.kept.size <= KEPT_ITEMS) break;
      this.kept.delete(ref);
    }
    return scan;
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

  /** When the next date passes that may change a status, in epoch milliseconds; undefined if there is none. */
  nextDateAt(now: number): number | undefined {
    return this.changes.nextAt(new Date(now).toISOString(), this.readModel.checkpoint()?.recordedAt ?? '');
  }

  /** The item of a reference; undefined if there is none any more, as after a change of policy. */
  at(ref: string): LedgerItem | undefined {
    this.forgetRedacted();
    return this.kept.get(ref) ?? this.read(ref);
  }

  /** Drops what was kept if it may show what was redacted since, however far the scans have come. */
  private forgetRedacted(): void {
    const last = this.redactions.last();
    if (last !== this.redactedUntil) this.kept.clear();
    this.redactedUntil = last;
  }

  private read(ref: string): LedgerItem | undefined {
    if (ref.startsWith(CHANGE)) {
      const cursor = StatusChangeQueries.fromShort(ref.slice(CHANGE.length));
      const change = cursor === undefined ? undefined : this.changes.at(cursor);
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

  /** The cursor before this item. */
  cursorBefore(item: LedgerItem): LedgerCursor {
    if (item.kind === 'event') {
      const before = item.row.position - 1;
      const { recordedAt } = item.row;
      const isFirst = before < 0;
      const changes = isFirst ? this.changes.beginning : StatusChangeQueries.cursorAt(recordedAt, before);
      return { events: before, changes };
    }
    const { cursor, recordedAt } = item.change;
    const position = positionNumber(item.change.position);
    const { events } = this.readModel;
    const isCausedThen = events.recordedAt(position) === recordedAt;
    const earlier = new Date(Date.parse(recordedAt) - 1).toISOString();
    return {
      events: isCausedThen ? position : (events.lastUntil(earlier) ?? 0),
      changes: StatusChangeQueries.cursorBefore(cursor),
    };
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
  ref: `${CHANGE}${StatusChangeQueries.short(change.cursor)}`,
  change,
});

/** The claim that an item concerns. */
export function claimOf(item: LedgerItem): string | undefined {
  if (item.kind === 'change') return item.change.claim;
  const named = parseStreamName(aboutStream(item.row));
  return named?.noun === 'claim' ? named.id : undefined;
}

/** What an item is ordered with: its claim, or another stream. */
export const groupOf = (item: LedgerItem): string =>
  item.kind === 'change' ? `claim-${item.change.claim}` : aboutStream(item.row);

export const recordedAtOf = (item: LedgerItem): string =>
  item.kind === 'event' ? item.row.recordedAt : item.change.recordedAt;

/** The id of its CloudEvent. */
export const idOf = (item: LedgerItem): string => (item.kind === 'event' ? item.row.id : statusChangeId(item.change));

/** The id of the event that an item is, or that caused it. */
export const sourceOfItem = (item: LedgerItem): string => (item.kind === 'event' ? item.row.id : item.change.event);

/** Whether a scan up to this cursor has read the item. */
export const isWithin = (item: LedgerItem, cursor: LedgerCursor): boolean =>
  item.kind === 'event'
    ? item.row.position <= cursor.events
    : !StatusChangeQueries.isAfter(item.change.cursor, cursor.changes);

/** Whether a scan up to this cursor may have read less than one up to the other. */
export const isBehind = (cursor: LedgerCursor, other: LedgerCursor): boolean =>
  cursor.events < other.events || StatusChangeQueries.isAfter(other.changes, cursor.changes);
