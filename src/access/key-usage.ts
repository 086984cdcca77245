import { randomUUID } from 'node:crypto';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { CommandExecutor } from '../command-handling/command-executor.js';
import { accessDecider } from './access.decider.js';
import { ACCESS_STREAM } from './access.events.js';
import type { Principal } from './access.service.js';

/**
 * Records on which days a key was used, asynchronously: no request waits for it or fails with it. A failed attempt is
 * retried at the next use of the key.
 */
export class KeyUsageTracker implements OnApplicationShutdown {
  /** The last day recorded here, by the id of the key. */
  private readonly noted = new Map<string, string>();
  private readonly pending = new Set<Promise<void>>();

  /** @param recorder a dedicated one: in a shared queue, requests would wait for it */
  constructor(private readonly recorder: CommandExecutor) {}

  note({ id, key }: Principal): void {
    const on = this.recorder.now().slice(0, '2024-04-09'.length);
    if (this.noted.get(key) === on) return;
    this.noted.set(key, on);
    const noting = this.record(id, key, on)
      .catch(() => {
        this.noted.delete(key);
      })
      .finally(() => this.pending.delete(noting));
    this.pending.add(noting);
  }

  /** Resolves when everything so far is in the log, or has failed. */
  async settled(): Promise<void> {
    await Promise.all(this.pending);
  }

  onApplicationShutdown(): Promise<void> {
    return this.settled();
  }

  private async record(principal: string, key: string, on: string): Promise<void> {
    const id = randomUUID();
    const context = { principal, correlationId: id, causationId: id };
    await this.recorder.record(ACCESS_STREAM, accessDecider, { command: 'note-use', key, on }, context);
  }
}
