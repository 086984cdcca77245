import type { DomainEvent } from '../domain/domain-event.js';
import type { RedactionTarget } from '../event-log/redaction.js';

/** What is to be replaced, and why. Reason and authority are published with the redaction. */
export interface RedactionRequested {
  /** The id of the redaction: a UUID. */
  readonly redaction: string;
  /** The event to redact. */
  readonly target: RedactionTarget & {
    /** The type of the event. */
    readonly type: string;
  };
  /** JSON Pointers (RFC 6901) into the data of the event: texts, lists of texts, and URLs. */
  readonly fields: readonly string[];
  /** Why it is redacted. */
  readonly reason: string;
  /** Who ordered it, or by which law. */
  readonly authority: string;
}

/** The request is not carried out: it was rejected, or withdrawn. */
export interface RedactionRejected {
  readonly redaction: string;
  readonly reason?: string;
}

/**
 * Replaces fields of an event, from now on and in what is known of the past. Another principal than the one that
 * requested it approved it.
 */
export interface EntryRedacted extends RedactionRequested {
  /** SHA-256 of the salt, 32 bytes, and the canonical JSON (RFC 8785) of the data before, in lower-case hex. */
  readonly digest: string;
}

export interface RedactionEventTypes {
  RedactionRequested: RedactionRequested;
  RedactionRejected: RedactionRejected;
  EntryRedacted: EntryRedacted;
}
export type RedactionEvent = DomainEvent<RedactionEventTypes>;
