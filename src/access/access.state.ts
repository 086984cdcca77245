import type { RecordedDomainEvent } from '../domain/domain-event.js';
import { type RedactionView, withRedactionsOf } from '../event-log/redaction.js';
import {
  type AccessEventTypes,
  type KeyCreated,
  type PrincipalRegistered,
  type Scope,
  SCOPES,
} from './access.events.js';

export interface KnownPrincipal extends PrincipalRegistered {
  readonly registeredAt: string;
  readonly registeredBy: string;
  readonly redacted?: readonly RedactionView[];
}

export interface KnownKey extends Omit<KeyCreated, 'scopesVersion'> {
  readonly createdAt: string;
  readonly createdBy: string;
  /** A day in UTC. */
  readonly lastUsedOn?: string;
  readonly revoked?: { readonly at: string; readonly by: string; readonly reason?: string };
  readonly redacted?: readonly RedactionView[];
}

export interface AccessState {
  readonly principals: Map<string, KnownPrincipal>;
  readonly keys: Map<string, KnownKey>;
}

export const emptyAccessState = (): AccessState => ({ principals: new Map(), keys: new Map() });

export function evolveAccess(state: AccessState, fact: RecordedDomainEvent<AccessEventTypes>): AccessState {
  const { recordedAt: at, recordedBy: by } = fact.metadata;
  switch (fact.type) {
    case 'PrincipalRegistered':
      state.principals.set(fact.data.principal, { ...fact.data, registeredAt: at, registeredBy: by });
      break;
    case 'PrincipalAmended':
      change(state.principals, fact.data.principal, { name: fact.data.name });
      break;
    case 'KeyCreated':
      state.keys.set(fact.data.key, { ...keyOf(fact.data), createdAt: at, createdBy: by });
      break;
    case 'KeyRevoked': {
      const { key, reason } = fact.data;
      change(state.keys, key, { revoked: { at, by, ...(reason !== undefined && { reason }) } });
      break;
    }
    case 'KeyUsed':
      change(state.keys, fact.data.key, { lastUsedOn: fact.data.on });
  }
  noteRedactions(state, fact);
  return state;
}

function noteRedactions({ principals, keys }: AccessState, fact: RecordedDomainEvent<AccessEventTypes>): void {
  if (fact.type === 'PrincipalRegistered' || fact.type === 'PrincipalAmended') {
    const principal = principals.get(fact.data.principal);
    if (principal) principals.set(principal.principal, withRedactionsOf(fact, principal));
  } else {
    const key = keys.get(fact.data.key);
    if (key) keys.set(key.key, withRedactionsOf(fact, key));
  }
}

/** A key with its scopes as they are called today. */
function keyOf({ scopesVersion, ...key }: KeyCreated): Omit<KnownKey, 'createdAt' | 'createdBy'> {
  return scopesVersion === undefined ? { ...key, scopes: SCOPES.filter((scope) => hadBefore(key.scopes, scope)) } : key;
}

/** Every key could start replays, and `webhooks` was the scope of integrations, too. */
const hadBefore = (scopes: readonly Scope[], scope: Scope): boolean =>
  scopes.includes(scope) || scope === 'replays' || (scope === 'integrations' && scopes.includes('webhooks'));

function change<Item>(items: Map<string, Item>, id: string, changes: Partial<Item>): void {
  const item = items.get(id);
  if (item) items.set(id, { ...item, ...changes });
}

/** Whether a key is valid, or why it is not. */
export type KeyStatus = 'active' | 'expired' | 'revoked';

/** @param now ISO instant */
export function keyStatusOf({ revoked, expiresAt }: KnownKey, now: string): KeyStatus {
  if (revoked) return 'revoked';
  return expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(now) ? 'expired' : 'active';
}
