import type { Decider } from '../command-handling/decider.js';
import { CommandRejectedError, NotFoundError, type Violation } from '../command-handling/errors.js';
import type { AccessEvent, AccessEventTypes, KeyCreated, PrincipalRegistered } from './access.events.js';
import { type AccessState, evolveAccess, type KnownKey, emptyAccessState, keyStatusOf } from './access.state.js';

/** Create the first principal and its key, if there is none yet. */
export interface MakeFirstKey {
  readonly command: 'make-first-key';
  readonly principal: PrincipalRegistered;
  readonly key: KeyCreated;
}

/** Create a key, and register its principal if that is new. A new principal without a name is named after its id. */
export interface CreateKey {
  readonly command: 'create-key';
  readonly key: KeyCreated;
  readonly name?: string | undefined;
  readonly now: string;
}

/** Register a principal that has no key, unless its id is registered already. */
export interface RegisterPrincipal {
  readonly command: 'register-principal';
  readonly principal: PrincipalRegistered;
}

export interface RevokeKey {
  readonly command: 'revoke-key';
  readonly key: string;
  readonly reason?: string | undefined;
  readonly now: string;
}

/** Record that a key was used on a day, unless that is recorded already. */
export interface NoteUse {
  readonly command: 'note-use';
  readonly key: string;
  readonly on: string;
}

export interface AmendPrincipal {
  readonly command: 'amend-principal';
  readonly principal: string;
  readonly name: string;
}

export type AccessCommand = MakeFirstKey | CreateKey | RegisterPrincipal | RevokeKey | NoteUse | AmendPrincipal;

export const accessDecider: Decider<AccessState, AccessCommand, AccessEventTypes> = {
  initial: emptyAccessState,
  evolve: evolveAccess,
  decide: (state, command) => {
    switch (command.command) {
      case 'make-first-key':
        return state.principals.size > 0 ? [] : withPrincipal(command.principal, command.key);
      case 'create-key':
        return createKey(state, command);
      case 'register-principal':
        return state.principals.has(command.principal.principal)
          ? []
          : [{ type: 'PrincipalRegistered', data: command.principal }];
      case 'revoke-key':
        return revokeKey(state, command);
      case 'note-use':
        return noteUse(state, command);
      case 'amend-principal':
        return amendPrincipal(state, command);
    }
  },
};

const withPrincipal = (principal: PrincipalRegistered, key: KeyCreated): readonly AccessEvent[] => [
  { type: 'PrincipalRegistered', data: principal },
  { type: 'KeyCreated', data: key },
];

function createKey(state: AccessState, { key, name, now }: CreateKey): readonly AccessEvent[] {
  const { principal, expiresAt } = key;
  const violations: Violation[] = [];
  const known = state.principals.get(principal);
  if (known && name !== undefined && name !== known.name) {
    const message = `The principal "${principal}" already exists, with the name "${known.name}". Leave the name out, or send that one.`;
    violations.push({ pointer: '/name', code: 'another-name', message });
  }
  if (expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(now)) {
    violations.push({
      pointer: '/expiresAt',
      code: 'in-the-past',
      message: 'The key would be expired from the start: expiresAt is in the past.',
    });
  }
  if (violations.length > 0) throw new CommandRejectedError(violations);
  if (known) return [{ type: 'KeyCreated', data: key }];
  return withPrincipal({ principal, name: name ?? principal }, key);
}

function revokeKey(state: AccessState, { key, reason, now }: RevokeKey): readonly AccessEvent[] {
  const known = mustBeKnown('key', state.keys, key);
  if (known.revoked) return [];
  const opens = (one: KnownKey) => one.scopes.includes('admin') && keyStatusOf(one, now) === 'active';
  if (opens(known) && [...state.keys.values()].filter(opens).length === 1) {
    const message = 'This is the last active key with the scope "admin". Create another one first.';
    throw new CommandRejectedError([{ pointer: '', code: 'last-admin-key', message }]);
  }
  return [{ type: 'KeyRevoked', data: { key, ...(reason !== undefined && { reason }) } }];
}

function noteUse(state: AccessState, { key, on }: NoteUse): readonly AccessEvent[] {
  const known = state.keys.get(key);
  if (!known || (known.lastUsedOn !== undefined && known.lastUsedOn >= on)) return [];
  return [{ type: 'KeyUsed', data: { key, on } }];
}

function amendPrincipal(state: AccessState, { principal, name }: AmendPrincipal): readonly AccessEvent[] {
  const known = mustBeKnown('principal', state.principals, principal);
  return known.name === name ? [] : [{ type: 'PrincipalAmended', data: { principal, name } }];
}

function mustBeKnown<Item>(noun: string, items: ReadonlyMap<string, Item>, id: string): Item {
  const known = items.get(id);
  if (known === undefined) throw new NotFoundError(noun, id);
  return known;
}
