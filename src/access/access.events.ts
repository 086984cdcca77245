import type { DomainEvent } from '../domain/domain-event.js';

export const SCOPES = ['read', 'record', 'rate', 'replays', 'webhooks', 'integrations', 'admin'] as const;
/**
 * `read`: read, if reading is closed. `record`: record everything except verdicts. `rate`: issue, withdraw and void
 * verdicts. `replays`: start replays. `webhooks`: manage what is sent to others. `integrations`: manage what others send.
 * `admin`: manage keys, principals and the server.
 */
export type Scope = (typeof SCOPES)[number];

/** The highest rate that a key may have. */
export const MAX_RATE = 1_000_000;

/** A person or an integration, named by events as `recordedBy`. It outlives its keys. */
export interface PrincipalRegistered {
  readonly principal: string;
  readonly name: string;
}

/** Renames a principal. Events refer to it by its id, which doesn't change. */
export interface PrincipalAmended {
  readonly principal: string;
  /** The new name. */
  readonly name: string;
}

export interface KeyCreated {
  readonly key: string;
  readonly principal: string;
  readonly scopes: readonly Scope[];
  /**
   * 2 since there are the scopes `replays` and `integrations`. Absent: the key was created before, and its scopes mean
   * what they meant then (ADR 31).
   */
  readonly scopesVersion?: 2;
  /** SHA-256 of the secret, in lower-case hex. The secret itself is 256 random bits, and is not stored. */
  readonly secretHash: string;
  /** The key is invalid from this ISO instant in UTC on. */
  readonly expiresAt?: string;
  /** How many requests may be made with it per minute. Absent: as the server is set. */
  readonly ratePerMinute?: number;
  /** A description of the key's purpose. */
  readonly label?: string;
}

/** The key is invalid from now on. */
export interface KeyRevoked {
  readonly key: string;
  readonly reason?: string;
}

/** The first use of a key on a day; the day is in UTC, `2024-04-09`. */
export interface KeyUsed {
  readonly key: string;
  readonly on: string;
}

export interface AccessEventTypes {
  PrincipalRegistered: PrincipalRegistered;
  PrincipalAmended: PrincipalAmended;
  KeyCreated: KeyCreated;
  KeyRevoked: KeyRevoked;
  KeyUsed: KeyUsed;
}
export type AccessEvent = DomainEvent<AccessEventTypes>;

/** There are few principals and keys: they share one stream. */
export const ACCESS_STREAM = 'access';
