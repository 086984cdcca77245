import type { RedactionView } from '../event-log/redaction.js';
import type { Scope } from './access.events.js';
import { type KeyStatus, type KnownKey, keyStatusOf } from './access.state.js';

/** A key, without its secret. */
export interface KeyView {
  /** The id of the key: 12 hex digits. */
  readonly id: string;
  /** The id of the principal that it belongs to. */
  readonly principal: string;
  /** What it allows. */
  readonly scopes: readonly Scope[];
  /** What it is for. */
  readonly label?: string;
  /** Whether it is active, expired or revoked. */
  readonly status: KeyStatus;
  /** When it was created. */
  readonly createdAt: string;
  /** The id of the principal that created it. */
  readonly createdBy: string;
  /** When it expires: an ISO instant in UTC. Absent: never. */
  readonly expiresAt?: string;
  /** How many requests may be made with it per minute. Absent: as the server is set. */
  readonly ratePerMinute?: number;
  /** The day of its last use, in UTC; absent if it was never used. */
  readonly lastUsedOn?: string;
  /** How it was revoked; absent unless it is. */
  readonly revoked?: {
    /** When it was revoked. */
    readonly at: string;
    /** The id of the principal that revoked it. */
    readonly by: string;
    /** Why it was revoked. */
    readonly reason?: string;
  };
  /** What was redacted of its events, by revision of the stream `access`; absent if nothing was. */
  readonly redacted?: readonly RedactionView[];
}

/** A person or an integration that records. */
export interface PrincipalView {
  /** The id of the principal. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** When it was registered. */
  readonly registeredAt: string;
  /** The id of the principal that registered it. */
  readonly registeredBy: string;
  /** What was redacted of its events, by revision of the stream `access`; absent if nothing was. */
  readonly redacted?: readonly RedactionView[];
}

/** What was done to a principal or a key, or with a key. */
export type AuditAction = 'principal-registered' | 'principal-renamed' | 'key-created' | 'key-used' | 'key-revoked';

/** Something that was done to principals and keys, or with a key. */
export interface AuditEntry {
  /** When it was recorded. */
  readonly at: string;
  /** The id of the principal that did it. */
  readonly by: string;
  /** What was done. */
  readonly action: AuditAction;
  /** The id of the principal that it is about, or that holds the key. */
  readonly principal: string;
  /** The name that the principal got. */
  readonly name?: string;
  /** The id of the key. */
  readonly key?: string;
  /** What the key was created to allow. */
  readonly scopes?: readonly Scope[];
  /** When it expires. */
  readonly expiresAt?: string;
  /** How many requests may be made with it per minute. */
  readonly ratePerMinute?: number;
  /** What it is for. */
  readonly label?: string;
  /** The day on which it was used, in UTC. */
  readonly on?: string;
  /** Why it was revoked. */
  readonly reason?: string;
}

/** Whom the ledger takes the sender of a request for, and what such a request may do. */
export interface WhoAmIView {
  /** Whether the request has no key. */
  readonly anonymous: boolean;
  /** The principal of the key; absent if the request is anonymous. */
  readonly principal?: {
    /** The id of the principal. */
    readonly id: string;
    /** Its name. */
    readonly name: string;
  };
  /** The key, without its secret; absent if the request is anonymous. */
  readonly key?: {
    /** The id of the key: 12 hex digits. */
    readonly id: string;
    /** What it is for. */
    readonly label?: string;
    /** When it expires: an ISO instant in UTC. Absent: never. */
    readonly expiresAt?: string;
  };
  /** The scopes of the key; if the request is anonymous, those of every anonymous request. */
  readonly scopes: readonly Scope[];
  /** What is allowed without a key: `read`, unless reading is closed. */
  readonly anonymousScopes: readonly Scope[];
}

/** @param now ISO instant */
export function keyView(known: KnownKey, now: string): KeyView {
  const { key: id, secretHash: _secretHash, ...told } = known;
  return { id, ...told, status: keyStatusOf(known, now) };
}
