import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FolderLock } from '../../../src/event-log/data-folder-lock.js';
import { type RunningServer, serveWith } from '../../support/run-cli.js';
import type { SmallDisk } from '../../support/small-disk.js';

export const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);

/** What the API answers. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A server with one claim, and what is done with it. */
export class FaultyServer {
  private constructor(
    /** As this process sees it. */
    readonly folder: string,
    readonly server: RunningServer,
  ) {}

  static async start(folder: string, settings: Readonly<Record<string, string>> = {}): Promise<FaultyServer> {
    return new FaultyServer(folder, await serveWith(settings, folder));
  }

  /** Starts one, and registers the actor `nato` and the claim `talks`. */
  static async withClaim(folder: string, settings: Readonly<Record<string, string>> = {}): Promise<FaultyServer> {
    const started = await FaultyServer.start(folder, settings);
    await started.registerTalks();
    return started;
  }

  /** The same in a folder that is a disk of its own. */
  static async withClaimOn({ folder, outside, wrapper }: SmallDisk): Promise<FaultyServer> {
    const started = new FaultyServer(outside, await serveWith({}, folder, [], undefined, wrapper));
    await started.registerTalks();
    return started;
  }

  private async registerTalks(): Promise<void> {
    await this.call('PUT', '/v1/actors/nato', { kind: 'organization', name: 'NATO' });
    await this.register('talks');
  }

  async register(claim: string): Promise<Answer> {
    const about = { text: `The claim ${claim}.`, language: 'en', kind: 'factual', about: ['nato'] };
    return this.call('PUT', `/v1/claims/${claim}`, about);
  }

  /** Records a denial. With the same key, it is the same request. */
  deny(claim: string, key: string, quote = key): Promise<Answer> {
    const entry = { type: 'ClaimDenied', by: ['nato'], basis: 'none-given', quote: { text: quote } };
    return this.call('POST', `/v1/claims/${claim}/entries`, entry, { 'idempotency-key': key });
  }

  get(path: string): Promise<Answer> {
    return this.call('GET', path);
  }

  async call(method: string, path: string, body?: object, more: object = {}): Promise<Answer> {
    const authorization = `Bearer ${readFileSync(join(this.folder, 'admin.key'), 'utf8').trim()}`;
    const type = body && { 'content-type': 'application/json' };
    const answer = await fetch(this.server.url + path, {
      method,
      headers: { authorization, ...type, ...more },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  /** Resolves once it is ready, or isn't. */
  async untilReady(status: 200 | 503 = 200): Promise<Answer> {
    for (;;) {
      const answer = await this.get('/readyz');
      if (answer.status === status) return answer;
      await pause(50);
    }
  }

  /**
   * From now on, no file of the process grows beyond so many bytes, as on a disk or a quota that is used up. Without a
   * number, the disk has room again.
   */
  limitFiles(bytes: number | 'unlimited'): void {
    const { pid } = FolderLock.holder(this.folder) ?? {};
    const { status, stderr } = spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
    if (status !== 0) throw new Error(`prlimit (util-linux): ${String(stderr)}`);
  }

  get readModel(): string {
    const name = readdirSync(this.folder).find((each) => /^read-model.*\.sqlite$/.test(each));
    return join(this.folder, name ?? '');
  }
}

/** Another process holds the lock of a SQLite file until it is released. */
export async function holdLock(file: string): Promise<() => Promise<void>> {
  const holder = spawn(process.execPath, [fixture('hold-lock.mjs'), file], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  return async () => {
    holder.stdin.end();
    await once(holder, 'exit');
  };
}
