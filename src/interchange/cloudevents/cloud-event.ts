import type { Cause } from '../../claims/projection/state-timeline.js';
import type { FeedChange, StatusView, SummaryView } from '../../claims/queries/views.js';
import type { EventTableRow } from '../../read-model/event-table.js';
import { positionText } from '../../event-log/position.js';
import { publicPosition } from '../../event-log/public-position.js';
import { REDACTIONS_STREAM } from '../../event-log/redaction.js';
import type { EntryRedacted } from '../../redactions/redaction.events.js';
import { digestOf, uuidFrom } from '../../lib/digest.js';
import { parseStreamName } from '../../domain/domain-event.js';
import { parseInstantOrPeriod } from '../../domain/fuzzy-time.js';
import { InvalidTimeError } from '../../domain/moment.js';
import { STATUS_CHANGED, wireTypeOf } from '../../ledger/event-catalog.js';

/** A CloudEvent 1.0 in structured JSON. */
export interface CloudEvent<Data> {
  /** The version of CloudEvents. */
  readonly specversion: '1.0';
  /** The id of the event, unique within its source. */
  readonly id: string;
  /** The log: `urn:claim-ledger:<log id>`. */
  readonly source: string;
  /** The wire name of the type, such as `claim-ledger.claim.denied.v1`. */
  readonly type: string;
  /** A claim's id, or `actor/…`, `document/…`, `narrative/…`. */
  readonly subject: string;
  /** When it happened, if that is known to the day or the instant: RFC 3339, in UTC. */
  readonly time?: string;
  /** The media type of `data`. */
  readonly datacontenttype: 'application/json';
  /** The effective recorded time: it never decreases within a feed. */
  readonly recordedtime: string;
  /** The id of the principal that recorded it. */
  readonly recordedby?: string;
  /** Orders the events of a feed, compared as a string. */
  readonly sequence: string;
  /** The data of the event. */
  readonly data: Data;
}

/** An event of the log. Its `data` are as stored. */
export type LedgerEvent = CloudEvent<Readonly<Record<string, unknown>>>;

/** A change of the verification status of a claim. */
export interface StatusChange {
  /** The id of the claim. */
  readonly claim: string;
  /** The status before; null if the claim was just registered. */
  readonly before: StatusView | null;
  /** The status after. */
  readonly after: StatusView;
  /** What there is on the claim after the change, in one sentence, with names as they were then. */
  readonly summary: SummaryView;
  /** What changed it. */
  readonly cause: Cause;
  /** The position of the event that changed it; if a date passed, of the event that made that date matter. */
  readonly position: string;
  /** The policy and its version, such as `standard/1`. */
  readonly policy: string;
}
export type StatusChanged = CloudEvent<StatusChange>;

/** An event of the log, its data parsed. */
export type ParsedRow = Omit<EventTableRow, 'data' | 'silent'> & { readonly data: Readonly<Record<string, unknown>> };

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
    subject: subjectOf(row),
    ...(time !== undefined && { time }),
    datacontenttype: 'application/json',
    recordedtime: row.recordedAt,
    ...(row.recordedBy !== null && { recordedby: row.recordedBy }),
    sequence: positionText(row.position),
    data,
  };
}

/** The same change always has the same id; under another policy it is another change. */
export const statusChangeId = ({ policy, claim, position, step }: FeedChange): string =>
  uuidFrom(digestOf([policy, claim, position, step]), 'status-changed');

export function statusChanged(change: FeedChange, log: string): StatusChanged {
  const { claim, number, before, status, rule, rating, cause, position, event, step, policy, recordedAt } = change;
  return {
    specversion: '1.0',
    id: statusChangeId(change),
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
      summary: change.summary(),
      cause,
      position: publicPosition(log, { position, event }),
      policy,
    },
  };
}

/** What CloudEvents name as their source: one log. */
export const sourceOf = (log: string): string => `urn:claim-ledger:${log}`;

/** A redaction is about what it redacts. */
function subjectOf(row: Pick<ParsedRow, 'stream' | 'data'>): string {
  const stream = subjectStream(row);
  const named = parseStreamName(stream);
  if (!named) return stream;
  return named.noun === 'claim' ? named.id : `${named.noun}/${named.id}`;
}

/** The stream that an event is about: its own; of a redaction that of the event that is redacted. */
export function subjectStream({ stream, data }: Pick<ParsedRow, 'stream' | 'data'>): string {
  if (stream !== REDACTIONS_STREAM) return stream;
  const { target } = data as Partial<EntryRedacted>;
  return target?.stream ?? stream;
}

/** The same of a row. */
export const aboutStream = ({ stream, data }: Pick<EventTableRow, 'stream' | 'data'>): string =>
  stream === REDACTIONS_STREAM ? subjectStream({ stream, data: JSON.parse(data) as ParsedRow['data'] }) : stream;

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
