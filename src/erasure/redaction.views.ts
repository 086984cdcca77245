import type { WriteResult } from '../http/write-response.js';
import type { KnownRedaction } from '../redactions/redaction.state.js';
import type { ErasureStatus } from './erasure.js';

/** A request to redact an event, and what became of it. */
export interface RedactionRequestView {
  /** The id of the redaction, a UUID. */
  readonly id: string;
  /** Whether it waits for approval, was made, or was rejected. */
  readonly status: 'requested' | 'redacted' | 'rejected';
  /** The event. */
  readonly target: {
    /** The name of its stream. */
    readonly stream: string;
    /** Its number in the stream, from 0. */
    readonly revision: number;
    /** Its id. */
    readonly event: string;
    /** Its type. */
    readonly type: string;
  };
  /** JSON Pointers to the fields of its data that are replaced. */
  readonly fields: readonly string[];
  /** Why. */
  readonly reason: string;
  /** Who ordered it, or by which law. */
  readonly authority: string;
  /** When it was requested. */
  readonly requestedAt: string;
  /** The id of the principal that requested it. */
  readonly requestedBy: string;
  /** When it was approved or rejected; absent while it waits. */
  readonly decidedAt?: string;
  /** The id of the principal that approved or rejected it. */
  readonly decidedBy?: string;
  /** Why it was rejected. */
  readonly rejectedBecause?: string;
  /** SHA-256 of the salt and the canonical JSON of the data before, in hex. Absent unless it was made. */
  readonly digest?: string;
  /** Whether the files of this instance are free of what was replaced. Absent unless it was made. */
  readonly erasure?: ErasureStatus;
}

/** An approval. `id` is the id of the redaction. */
export interface ApprovedRedaction extends WriteResult {
  /**
   * 32 bytes in hex, with which somebody who holds the original can prove that the digest is of it: shown only now. Null
   * if the request is a repetition.
   */
  readonly salt: string | null;
  /** What to do with the salt, in words. */
  readonly note: string;
  /** Whether the files of this instance are free of what was replaced. */
  readonly erasure: ErasureStatus;
}

export function redactionView(
  { redaction: id, target, fields, reason, authority, requestedAt, requestedBy, outcome }: KnownRedaction,
  erasure: ErasureStatus,
): RedactionRequestView {
  return {
    ...{ id, status: outcome?.status ?? 'requested', target, fields, reason, authority, requestedAt, requestedBy },
    ...(outcome && { decidedAt: outcome.at, decidedBy: outcome.by }),
    ...(outcome?.status === 'rejected' && outcome.reason !== undefined && { rejectedBecause: outcome.reason }),
    ...(outcome?.status === 'redacted' && { digest: outcome.digest, erasure }),
  };
}
