import { LogUnavailableError } from '../event-log.js';
import type { EventPlace } from '../position.js';

/** What a guard asks the server. The calls aren't retried. */
export interface LogProbes {
  /** The id of the log that the server has; undefined if it has none. */
  identity(): Promise<string | undefined>;
  /** The id of the event at this position; undefined if there is none. */
  eventAt(position: string): Promise<string | undefined>;
}

/**
 * Verifies that the server still has the log: before the first call, and before the next one after each failure, since a
 * server that was away may come back with other data. It must have the log's id, and the last event that this process
 * has seen: a backup that was put back has the id, too.
 */
export class LogGuard {
  private failures = 0;
  private verifiedAfter = 0;
  private last: EventPlace | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly id: string,
    private readonly hosts: string,
    private readonly probes: LogProbes,
  ) {}

  /** To be called when a call has failed. */
  doubt(): void {
    this.failures += 1;
  }

  /** To be called for each event that was read or written. */
  saw(position: string, event: string): void {
    if (!this.last || position > this.last.position) this.last = { position, event };
  }

  /**
   * Undefined if nothing has failed since the last verification.
   *
   * Rejects with a `LogUnavailableError` if the server has another log, or an earlier state of this one.
   */
  verification(): Promise<void> | undefined {
    if (this.verifiedAfter === this.failures) return undefined;
    this.running ??= this.verify().finally(() => (this.running = undefined));
    return this.running;
  }

  private async verify(): Promise<void> {
    const { failures } = this;
    const found = await this.probes.identity();
    if (found !== this.id) {
      throw this.replaced(
        found === undefined ? `no longer has the log ${this.id}` : `has another log, ${found} instead of ${this.id}`,
        found === undefined ? 'Restore its data.' : 'Restore its data, or restart this instance to use the other log.',
      );
    }
    const { last } = this;
    if (last && (await this.probes.eventAt(last.position)) !== last.event) {
      throw this.replaced(
        `no longer has the event at position ${last.position}: an older backup was restored`,
        'Restore the newer data, or restart this instance, which then rebuilds its read model.',
      );
    }
    this.verifiedAfter = failures;
  }

  private replaced(what: string, remedy: string): LogUnavailableError {
    return new LogUnavailableError(`The event store at ${this.hosts} ${what}. ${remedy}`, {
      reason: 'other-data',
      publicReason: `The event store ${what}. Nothing is written to it. ${remedy}`,
    });
  }
}
