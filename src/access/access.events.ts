import type { Fact } from '../recording/fact.js';

/** `rate`: issue and withdraw verdicts. `record`: everything else that is written. */
export const SCOPES = ['read', 'record', 'rate', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** A person or an integration: whom events name as `recordedBy`. It outlives its keys. */
export interface PrincipalRegistered {
  readonly principal: string;
  readonly name: string;
}

export interface KeyCreated {
  readonly key: string;
  readonly principal: string;
  readonly scopes: readonly Scope[];
  /** SHA-256 of the secret, in lower-case hex. The secret itself is 256 random bits and is kept nowhere. */
  readonly secretHash: string;
  /** ISO instant in UTC. */
  readonly expiresAt?: string;
}

export interface AccessEventTypes {
  PrincipalRegistered: PrincipalRegistered;
  KeyCreated: KeyCreated;
}
export type AccessEvent = Fact<AccessEventTypes>;

/** Principals and keys are few: they share one stream. */
export const ACCESS_STREAM = 'access';
