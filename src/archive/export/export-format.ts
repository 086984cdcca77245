import { hash } from 'node:crypto';
import { positionNumber } from '../../event-log/position.js';
import {
  type CloudEvent,
  ledgerEventOf,
  type LedgerEvent,
  sourceOf,
} from '../../interchange/cloudevents/cloud-event.js';
import { EXPORT_BEGUN, EXPORT_ENDED } from '../../ledger/event-catalog.js';
import type { TimedEvent } from '../../read-model/projection.js';
import { digestOf, uuidFrom } from '../../lib/digest.js';

/** Raised with every change that an older program couldn't load. */
export const EXPORT_FORMAT = 1;

/** What of a log is exported; nothing said means all of it. */
export interface Selection {
  /** Up to this position, itself included; or what was recorded before this day or instant. */
  readonly until?: string | undefined;
  /** Behind this position; or what was recorded at this day or instant or later. */
  readonly since?: string | undefined;
  /** Of this claim's stream, and what elsewhere links it or puts it into a narrative. */
  readonly claim?: string | undefined;
  /** Of this narrative's stream, and of the streams of the claims that it holds now. */
  readonly narrative?: string | undefined;
}

/** The first line: which log it is, and what of it follows. */
export type ExportBegun = CloudEvent<{
  readonly format: number;
  readonly log: string;
  /** Whether what follows is the log from its beginning on, and so can be loaded. */
  readonly loadable: boolean;
  readonly selection: Selection;
}>;

/** The last line: how many events there were between, and the position of the last one. */
export type ExportEnded = CloudEvent<{ readonly events: number; readonly last: string | null }>;

/** What a feed says of an event, and all else that the log holds of it. */
export interface ExportedEvent extends LedgerEvent {
  readonly stream: string;
  readonly revision: number;
  readonly storedtype: string;
  /** JSON as text, since an attribute of a CloudEvent has no members. */
  readonly metadata: string;
}

/** A whole log, or its beginning, can be loaded again; a part of it can only be read. */
export const isLoadable = ({ since, claim, narrative }: Selection): boolean =>
  since === undefined && claim === undefined && narrative === undefined;

export function begun(log: string, given: Selection): Unsealed<ExportBegun> {
  const { until, since, claim, narrative } = given;
  const selection = {
    ...(until !== undefined && { until }),
    ...(since !== undefined && { since }),
    ...(claim !== undefined && { claim }),
    ...(narrative !== undefined && { narrative }),
  };
  const data = { format: EXPORT_FORMAT, log, loadable: isLoadable(selection), selection };
  return { ...frame(log, EXPORT_BEGUN, uuidFrom(digestOf(data), 'begun')), data };
}

export function ended(log: string, events: number, last: string | undefined): Unsealed<ExportEnded> {
  const data = { events, last: last ?? null };
  return { ...frame(log, EXPORT_ENDED, uuidFrom(digestOf([log, data]), 'ended')), data };
}

export function exported(event: TimedEvent, log: string): ExportedEvent {
  const { position, stream, revision, type, metadata, recordedAt } = event;
  const { schemaVersion, recordedBy } = metadata;
  const row = {
    id: event.id,
    position: positionNumber(position),
    stream,
    revision,
    type,
    schemaVersion: typeof schemaVersion === 'number' ? schemaVersion : null,
    recordedAt,
    recordedBy: typeof recordedBy === 'string' ? recordedBy : null,
    data: event.data,
  };
  const { data, ...attributes } = ledgerEventOf(row, log);
  return { ...attributes, stream, revision, storedtype: type, metadata: JSON.stringify(metadata), data };
}

/** The header and the trailer have no time of their own: the same log gives the same bytes. */
type Unsealed<Line extends CloudEvent<unknown>> = Omit<Line, 'recordedtime' | 'sequence'>;

function frame(log: string, type: string, id: string) {
  return {
    specversion: '1.0',
    id,
    source: sourceOf(log),
    type,
    subject: 'log',
    datacontenttype: 'application/json',
  } as const;
}

/**
 * A line's last member is `digest`: the SHA-256, in lower-case hex, of the digest of the line before it, if there is one,
 * and of the line's own text before `,"digest"`.
 */
const endWith = (digest: string): string => `,"digest":"${digest}"}`;
const digestBehind = (before: string, rest: string): string => hash('sha256', before + rest, 'hex');
const END_LENGTH = endWith('0'.repeat(64)).length;

/** Seals lines one behind the other, so that none can be changed, moved or left out unnoticed. */
export class DigestChain {
  private last = '';

  /** The line with its digest, without a line break. */
  seal(line: object): string {
    const rest = JSON.stringify(line).slice(0, -1);
    this.last = digestBehind(this.last, rest);
    return rest + endWith(this.last);
  }

  /** Whether this line is as it was sealed, and stands behind the one checked before. */
  check(text: string): boolean {
    const digest = digestBehind(this.last, text.slice(0, -END_LENGTH));
    if (text.slice(-END_LENGTH) !== endWith(digest)) return false;
    this.last = digest;
    return true;
  }
}
