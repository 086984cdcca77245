import type { DomainEvent } from '../domain/domain-event.js';

export const SCOPES = ['read', 'record', 'rate', 'admin'] as const;
/**
 * `read`: read, if reading is closed. `record`: record everything but verdicts. `rate`: issue and withdraw verdicts.
 * `admin`: manage keys, principals and the server.
 */
export type Scope = (typeof SCOPES)[number];

/** A person or an integration: whom events name as `recordedBy`. It outlives its keys. */
export interface PrincipalRegistered {
  readonly principal: string;
  readonly name: string;
}

/** Renames a principal. Events name it by its id, which stays. */
export interface PrincipalAmended {
  readonly principal: string;
  /** The new name. */
  readonly name: string;
}

export interface KeyCreated {
  readonly key: string;
  readonly principal: string;
  readonly scopes: readonly Scope[];
  /** SHA-256 of the secret, in lower-case hex. The secret itself is 256 random bits and is kept nowhere. */
  readonly secretHash: string;
  /** From this ISO instant in UTC on the key is no good. */
  readonly expiresAt?: string;
  /** What the key is for, in words. */
  readonly label?: string;
}

/** The key is no good from now on. */
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

/** Principals and keys are few: they share one stream. */
export const ACCESS_STREAM = 'access';
