import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { Recorder } from '../recording/recorder.js';
import { accessDecider, type MakeFirstKey } from './access.decider.js';
import { ACCESS_STREAM, type Scope } from './access.events.js';
import { type ApiKey, formatApiKey, hashOf, matches, newApiKey, parseApiKey } from './api-key.js';

/** Who asks, as a key shows. */
export interface Principal {
  readonly id: string;
  readonly scopes: readonly Scope[];
}

const ADMIN = 'admin';

export class AccessService {
  constructor(private readonly recorder: Recorder) {}

  /** The principal of a key; undefined for a key that is unknown, wrong or expired. */
  async authenticate(text: string): Promise<Principal | undefined> {
    const key = parseApiKey(text);
    if (!key) return undefined;
    const { keys } = await this.recorder.stateOf(ACCESS_STREAM, accessDecider);
    const known = keys.get(key.id);
    if (!known || !matches(key.secret, known.secretHash)) return undefined;
    if (known.expiresAt !== undefined && Date.parse(known.expiresAt) <= Date.parse(this.recorder.now()))
      return undefined;
    return { id: known.principal, scopes: known.scopes };
  }

  /**
   * On a ledger without principals, makes the admin and its key, and writes the key into `file`, readable by its owner
   * only. Of those that start at once, one does. Answers whether the file holds a key made just now.
   *
   * The key is on disk before it is in the log: a crash between would lose it. Until the log has taken it, it is in a
   * file of its own, `<file>.<id of the key>`: of two that start at once, none overwrites what the other's key is in.
   */
  async makeFirstKey(file: string): Promise<boolean> {
    const { principals } = await this.recorder.stateOf(ACCESS_STREAM, accessDecider);
    if (principals.size > 0) return false;
    const key = newApiKey();
    const own = `${file}.${key.id}`;
    await writeFile(own, `${formatApiKey(key)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    const made = await this.recordAdmin(key);
    if (made) await rename(own, file);
    else await rm(own);
    return made;
  }

  private async recordAdmin({ id, secret }: ApiKey): Promise<boolean> {
    const request = randomUUID();
    const command: MakeFirstKey = {
      principal: { principal: ADMIN, name: 'Administrator' },
      key: {
        key: id,
        principal: ADMIN,
        scopes: ['admin', 'record', 'rate', 'read'],
        secretHash: hashOf(secret),
      },
    };
    const context = { principal: ADMIN, correlationId: request, causationId: request };
    const { written } = await this.recorder.record(ACCESS_STREAM, accessDecider, command, context);
    return written.length > 0;
  }
}
