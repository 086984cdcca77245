import type { Cause } from '../../claims/projection/state-timeline.js';
import type { FeedChange, StatusView } from '../../claims/queries/views.js';
import type { EventTableRow } from '../../read-model/event-table.js';
import { positionText } from '../../event-log/position.js';
import { publicPosition } from '../../http/public-position.js';
import { digestOf, uuidFrom } from '../../lib/digest.js';
import { parseStreamName } from '../../domain/domain-event.js';
import { InvalidTimeError, parseInstantOrPeriod } from '../../domain/fuzzy-time.js';
import { STATUS_CHANGED, wireTypeOf } from '../../ledger/event-catalog.js';

/** CloudEvents 1.0 in structured JSON; ids are unique within a source, which is one log. */
export interface CloudEvent<Data> {
  readonly specversion: '1.0';
  readonly id: string;
  /** `urn:claim-ledger:<log id>` */
  readonly source: string;
  readonly type: string;
  /** A claim's id, or `actor/…`, `document/…`, `narrative/…`. */
  readonly subject: string;
  /** When it happened, where that is known to the day or the instant: RFC 3339, in UTC. */
  readonly time?: string;
  readonly datacontenttype: 'application/json';
  /** The recorded time in force: it never runs back over a feed. */
  readonly recordedtime: string;
  /** The principal that recorded it. */
  readonly recordedby?: string;
  /** Orders a feed when compared as a string. */
  readonly sequence: string;
  readonly data: Data;
}

/** An event of the log, with its data as it is stored. */
export type LedgerEvent = CloudEvent<Readonly<Record<string, unknown>>>;

/** What a claim's verification status was, what it is, and what brought that about. */
export interface StatusChange {
  readonly claim: string;
  /** Null of a claim just registered. */
  readonly before: StatusView | null;
  readonly after: StatusView;
  readonly cause: Cause;
  /** Of the event that brought it about, or, of a date that passed, that made it matter. */
  readonly position: string;
  /** That under which it is so, with its version. */
  readonly policy: string;
}
export type StatusChanged = CloudEvent<StatusChange>;

/** An event of the log, its data parsed. */
export type ParsedRow = Omit<EventTableRow, 'data'> & { readonly data: Readonly<Record<string, unknown>> };

export const ledgerEvent = (row: EventTableRow, log: string): LedgerEvent =>
  ledgerEventOf({ ...row, data: JSON.parse(row.data) as Record<string, unknown> }, log);

export function ledgerEventOf(row: ParsedRow, log: string): LedgerEvent {
  const { data } = row;
  const time = preciseTime(data['occurredAt']);
  return {
    specversion: '1.0',
    id: row.id,
    source: sourceOf(log),
    type: wireTypeOf(row.type, row.schemaVersion ?? 1),
    subject: subjectOf(row.stream),
    ...(time !== undefined && { time }),
    datacontenttype: 'application/json',
    recordedtime: row.recordedAt,
    ...(row.recordedBy !== null && { recordedby: row.recordedBy }),
    sequence: positionText(row.position),
    data,
  };
}

/** The same change has the same id for ever; under another policy it is another change. */
export function statusChanged(change: FeedChange, log: string): StatusChanged {
  const { claim, number, before, status, rule, rating, cause, position, step, policy, recordedAt } = change;
  return {
    specversion: '1.0',
    id: uuidFrom(digestOf([policy, claim, position, step]), 'status-changed'),
    source: sourceOf(log),
    type: STATUS_CHANGED,
    subject: claim,
    time: recordedAt,
    datacontenttype: 'application/json',
    recordedtime: recordedAt,
    sequence: [recordedAt, position, positionText(number), String(step).padStart(4, '0')].join('/'),
    data: {
      claim,
      before: before ?? null,
      after: { status, rule, ...(rating !== undefined && { rating }) },
      cause,
      position: publicPosition(log, position),
      policy,
    },
  };
}

/** What CloudEvents name as their source: one log. */
export const sourceOf = (log: string): string => `urn:claim-ledger:${log}`;

function subjectOf(stream: string): string {
  const named = parseStreamName(stream);
  if (!named) return stream;
  return named.noun === 'claim' ? named.id : `${named.noun}/${named.id}`;
}

/** A day begins with its first moment. What is vaguer has no `time`; the data say how it is known. */
function preciseTime(occurredAt: unknown): string | undefined {
  if (typeof occurredAt !== 'string' || !/^\d{4}-\d\d-\d\d(T[^/]+)?$/.test(occurredAt)) return undefined;
  try {
    return new Date(parseInstantOrPeriod(occurredAt).earliest).toISOString();
  } catch (error) {
    if (error instanceof InvalidTimeError) return undefined;
    throw error;
  }
}
