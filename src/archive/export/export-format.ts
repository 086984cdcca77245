import { hash } from 'node:crypto';
import { positionNumber } from '../../event-log/position.js';
import {
  type CloudEvent,
  ledgerEventOf,
  type LedgerEvent,
  sourceOf,
} from '../../interchange/cloudevents/cloud-event.js';
import { EXPORT_BEGUN, EXPORT_ENDED } from '../../ledger/event-catalog.js';
import type { TimedEvent } from '../../domain/recorded-time.js';
import { digestOf, uuidFrom } from '../../lib/digest.js';

/** Increased by every change that an older version couldn't load. */
export const EXPORT_FORMAT = 1;

/** Which part of a log is exported; without any field, all of it. An event must match every field that is given. */
export interface Selection {
  /** Up to and including this position; or recorded before this day (its first moment) or instant. */
  readonly until?: string | undefined;
  /** After this position; or recorded on this day or at this instant, or later. */
  readonly since?: string | undefined;
  /** The claim's own stream, and events of other streams that link the claim or put it into a narrative. */
  readonly claim?: string | undefined;
  /** The narrative's own stream, and the streams of the claims that it contains now. */
  readonly narrative?: string | undefined;
}

/** The first line: the log's id, and what is selected from it. */
export type ExportBegun = CloudEvent<{
  readonly format: number;
  readonly log: string;
  /** True if the export is the log from its beginning, so that it can be loaded. */
  readonly loadable: boolean;
  readonly selection: Selection;
}>;

/** The last line: the number of events in between, and the position of the last one. */
export type ExportEnded = CloudEvent<{ readonly events: number; readonly last: string | null }>;

/** The CloudEvent of a feed, extended by everything else that the log holds of the event. */
export interface ExportedEvent extends LedgerEvent {
  readonly stream: string;
  readonly revision: number;
  readonly storedtype: string;
  /** JSON as text: an attribute of a CloudEvent can't be an object. */
  readonly metadata: string;
}

/** A whole log, or its beginning, can be loaded; any other part can only be read. */
export const isLoadable = ({ since, claim, narrative }: Selection): boolean =>
  since === undefined && claim === undefined && narrative === undefined;

export function createExportBegun(log: string, { until, since, claim, narrative }: Selection): Unsealed<ExportBegun> {
  const selection = {
    ...(until !== undefined && { until }),
    ...(since !== undefined && { since }),
    ...(claim !== undefined && { claim }),
    ...(narrative !== undefined && { narrative }),
  };
  const data = { format: EXPORT_FORMAT, log, loadable: isLoadable(selection), selection };
  return { ...frame(log, EXPORT_BEGUN, uuidFrom(digestOf(data), 'begun')), data };
}

export function createExportEnded(log: string, events: number, last: string | undefined): Unsealed<ExportEnded> {
  const data = { events, last: last ?? null };
  return { ...frame(log, EXPORT_ENDED, uuidFrom(digestOf([log, data]), 'ended')), data };
}

export function createExportedEvent(event: TimedEvent, log: string): ExportedEvent {
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

/** Header and trailer carry no time, so that the same log is always exported as the same bytes. */
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

const digestMember = (digest: string): string => `,"digest":"${digest}"}`;
const DIGEST_MEMBER_LENGTH = digestMember('0'.repeat(64)).length;

/**
 * Seals lines as a hash chain, so that none can be changed, moved or left out unnoticed. The last member of each line
 * is `digest`: the SHA-256, in lower-case hex, of the previous line's digest (nothing for the first line) and then the
 * line's own text up to `,"digest"`.
 */
export class DigestChain {
  private last = '';

  /** The line with its digest, without a line break. */
  seal(line: object): string {
    const text = JSON.stringify(line).slice(0, -1);
    this.last = this.digestOf(text);
    return text + digestMember(this.last);
  }

  /** True if this line is as it was sealed, directly after the line that was checked before it. */
  check(line: string): boolean {
    const digest = this.digestOf(line.slice(0, -DIGEST_MEMBER_LENGTH));
    if (line.slice(-DIGEST_MEMBER_LENGTH) !== digestMember(digest)) return false;
    this.last = digest;
    return true;
  }

  private digestOf(text: string): string {
    return hash('sha256', this.last + text, 'hex');
  }
}
