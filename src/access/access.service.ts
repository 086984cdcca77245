import { randomUUID } from 'node:crypto';
import { LogUnavailableError } from '../event-log/event-log.js';
import { NotFoundError } from '../command-handling/errors.js';
import type { CommandResult, CommandContext } from '../command-handling/command-context.js';
import { CommandExecutor } from '../command-handling/command-executor.js';
import { type AccessCommand, accessDecider } from './access.decider.js';
import { ACCESS_STREAM, type KeyCreated, type Scope } from './access.events.js';
import { type AccessState, keyStatusOf, type KnownKey, type KnownPrincipal } from './access.state.js';
import { type KeyView, keyView, type PrincipalView } from './access.views.js';
import { type ApiKey, formatApiKey, hashOf, matches, newApiKey, NO_HASH, parseApiKey } from './api-key.js';
import { writeKeyFile } from './key-file.js';

/** The holder of the key of a request. */
export interface Principal {
  readonly id: string;
  /** The id of the key. */
  readonly key: string;
  readonly scopes: readonly Scope[];
  /** How many requests it may make per minute; absent: as many as the server grants each key. */
  readonly ratePerMinute?: number;
}

/** A request for a new key. */
export interface NewKey extends Omit<KeyCreated, 'key' | 'secretHash' | 'scopesVersion'> {
  /** The name of a new principal. */
  readonly name?: string;
}

export interface KeyCreation {
  readonly recorded: CommandResult;
  readonly created: Omit<KeyCreated, 'secretHash' | 'scopesVersion'>;
  /** The key as its holder has it; undefined if the request is repeated, since the secret is not stored. */
  readonly text: string | undefined;
}

const ADMIN = 'admin';
const ALL: readonly Scope[] = ['admin', 'record', 'rate', 'replays', 'webhooks', 'integrations', 'read'];

export class AccessService {
  /** The state when it was last read. The executor folds further events into it, each within one turn. */
  private last: AccessState | undefined;

  /**
   * @param log whether it answered the last probe
   * @param isSoleWriter whether no other process appends to the log
   */
  constructor(
    private readonly recorder: CommandExecutor,
    private readonly log: { readonly reachable: boolean } = { reachable: true },
    private readonly isSoleWriter = false,
  ) {}

  /** The principal of a key; undefined for a key that is unknown, wrong, expired or revoked. */
  async authenticate(text: string): Promise<Principal | undefined> {
    return this.principalOf(text, () => this.foldedState() ?? this.state());
  }

  /**
   * The same for requests that only read. While the log can't be reached, it decides by the last known state of the
   * keys, since only that state can be read. No key can be revoked meanwhile; one that another instance revoked just
   * before may be accepted until the log is back.
   */
  async authenticateReader(text: string): Promise<Principal | undefined> {
    return this.principalOf(text, () => this.foldedState() ?? this.lastState());
  }

  /** Whether the key of this principal is still valid; while the log can't be reached, by its last known state. */
  async isActive({ key }: Principal): Promise<boolean> {
    const known = (this.foldedState() ?? (await this.lastState())).keys.get(key);
    return known !== undefined && keyStatusOf(known, this.recorder.now()) === 'active';
  }

  private async principalOf(
    text: string,
    stateOf: () => AccessState | Promise<AccessState>,
  ): Promise<Principal | undefined> {
    const key = parseApiKey(text);
    if (!key) return undefined;
    const known = (await stateOf()).keys.get(key.id);
    const isRight = matches(key.secret, known?.secretHash ?? NO_HASH);
    if (!known || !isRight || keyStatusOf(known, this.recorder.now()) !== 'active') return undefined;
    const { principal: id, scopes, ratePerMinute } = known;
    return { id, key: known.key, scopes, ...(ratePerMinute !== undefined && { ratePerMinute }) };
  }

  /** The principal and the key of a request; while the log can't be reached, their last known state. */
  async describe({ id, key }: Principal): Promise<{ readonly principal: KnownPrincipal; readonly key: KnownKey }> {
    const { principals, keys } = await this.lastState();
    const known = { principal: principals.get(id), key: keys.get(key) };
    if (!known.principal || !known.key) throw new NotFoundError('key', key);
    return { principal: known.principal, key: known.key };
  }

  /** All keys, oldest first. */
  async keys(): Promise<KeyView[]> {
    const now = this.recorder.now();
    return [...(await this.state()).keys.values()].map((key) => keyView(key, now));
  }

  /** Throws a `NotFoundError`. */
  async key(id: string): Promise<KeyView> {
    const known = (await this.state()).keys.get(id);
    if (!known) throw new NotFoundError('key', id);
    return keyView(known, this.recorder.now());
  }

  /** All principals, in the order of their registration. */
  async principals(): Promise<PrincipalView[]> {
    return [...(await this.state()).principals.values()].map(({ principal, ...known }) => ({
      id: principal,
      ...known,
    }));
  }

  /**
   * Creates a key, and registers its principal if that is new. Throws a `CommandRejectedError` if the key would be
   * expired from the start, or if the principal has another name.
   */
  async createKey({ name, ...asked }: NewKey, context: CommandContext): Promise<KeyCreation> {
    const made = newApiKey();
    const key: KeyCreated = { key: made.id, ...asked, scopesVersion: 2, secretHash: hashOf(made.secret) };
    const recorded = await this.record({ command: 'create-key', key, name, now: this.recorder.now() }, context);
    // A repeated request returns what its first run recorded, not the key just generated.
    const event = recorded.written.find(({ type }) => type === 'KeyCreated');
    const { secretHash: _secretHash, scopesVersion: _version, ...created } = event?.data as KeyCreated;
    return { recorded, created, text: recorded.replayed ? undefined : formatApiKey(made) };
  }

  /**
   * Revokes the key, effective immediately. Throws a `CommandRejectedError` for the last key that can create others.
   */
  revokeKey(key: string, reason: string | undefined, context: CommandContext): Promise<CommandResult> {
    return this.record({ command: 'revoke-key', key, reason, now: this.recorder.now() }, context);
  }

  /** Registers a principal that records without a key, unless its id is registered already. */
  registerPrincipal(principal: string, name: string, context: CommandContext): Promise<CommandResult> {
    return this.record({ command: 'register-principal', principal: { principal, name } }, context);
  }

  /** Throws a `NotFoundError`. */
  amendPrincipal(principal: string, name: string, context: CommandContext): Promise<CommandResult> {
    return this.record({ command: 'amend-principal', principal, name }, context);
  }

  /**
   * On a ledger without principals, creates the admin and its key, and writes the key into `file`, readable only by its
   * owner. If several processes do this concurrently, one succeeds. Returns whether the file holds a key created just
   * now.
   */
  async makeFirstKey(file: string): Promise<boolean> {
    if ((await this.state()).principals.size > 0) return false;
    const made = newApiKey();
    return writeKeyFile(file, made, () => {
      const principal = { principal: ADMIN, name: 'Administrator' };
      return this.recordForAdmin({ command: 'make-first-key', principal, key: adminKey(made) });
    });
  }

  /** Creates another key for the admin, in `file` like the first: for an owner of the folder who lost the key. */
  async recoverKey(file: string): Promise<void> {
    const made = newApiKey();
    const key = { ...adminKey(made), label: 'recovered' };
    await writeKeyFile(file, made, () => this.recordForAdmin({ command: 'create-key', key, now: this.recorder.now() }));
  }

  private async recordForAdmin(command: AccessCommand): Promise<boolean> {
    const request = randomUUID();
    const context = { principal: ADMIN, correlationId: request, causationId: request };
    return (await this.record(command, context)).written.length > 0;
  }

  private record(command: AccessCommand, context: CommandContext): Promise<CommandResult> {
    return this.recorder.record(ACCESS_STREAM, accessDecider, command, context);
  }

  /**
   * All keys without reading the log, if only this process appends to it: then this executor has folded every key that
   * was created or revoked. (What the tracker of key usage appends by itself changes neither.)
   */
  private foldedState(): AccessState | undefined {
    return this.isSoleWriter ? (this.recorder.cachedState(ACCESS_STREAM) as AccessState | undefined) : undefined;
  }

  private async lastState(): Promise<AccessState> {
    if (this.last && !this.log.reachable) return this.last;
    try {
      return await this.state();
    } catch (error) {
      if (this.last && error instanceof LogUnavailableError) return this.last;
      throw error;
    }
  }

  private async state(): Promise<AccessState> {
    return (this.last = await this.recorder.loadState(ACCESS_STREAM, accessDecider));
  }
}

const adminKey = ({ id, secret }: ApiKey): KeyCreated => ({
  key: id,
  principal: ADMIN,
  scopes: ALL,
  scopesVersion: 2,
  secretHash: hashOf(secret),
});
