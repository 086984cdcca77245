import type { Scope } from './access.events.js';
import { type KeyStatus, type KnownKey, keyStatusOf } from './access.state.js';

/** What admins are told of a key; nothing that its secret could be found out from. */
export interface KeyView {
  readonly id: string;
  readonly principal: string;
  readonly scopes: readonly Scope[];
  readonly label?: string;
  /** Whether it still opens anything. */
  readonly status: KeyStatus;
  readonly createdAt: string;
  /** The principal that created it. */
  readonly createdBy: string;
  /** From this instant on it is no good. */
  readonly expiresAt?: string;
  /** A day in UTC; absent: never. */
  readonly lastUsedOn?: string;
  readonly revoked?: { readonly at: string; readonly by: string; readonly reason?: string };
}

export interface PrincipalView {
  readonly id: string;
  readonly name: string;
  readonly registeredAt: string;
  readonly registeredBy: string;
}

/** @param now ISO instant */
export function keyView(known: KnownKey, now: string): KeyView {
  const { key: id, secretHash: _secretHash, ...told } = known;
  return { id, ...told, status: keyStatusOf(known, now) };
}
