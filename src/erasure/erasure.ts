import { setTimeout as pause } from 'node:timers/promises';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { CommandExecutor } from '../command-handling/command-executor.js';
import type { EventLog } from '../event-log/event-log.js';
import { backoff } from '../lib/backoff.js';
import { monotonicMs } from '../lib/monotonic-ms.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import { RedactionQueries } from '../redactions/redaction.queries.js';

const LOOK_EVERY_MS = 10;

/** Whether files are free of what was replaced. */
export interface ErasureStatus {
  /**
   * `erased`: no file of the log has it. `pending`: it is being removed. `masked`: the event store has it, and readers of the
   * ledger don't get it.
   */
  readonly log: 'erased' | 'pending' | 'masked';
  /** The same for the read model of this instance. */
  readonly readModel: 'erased' | 'pending';
  /** The same for what else this instance keeps: replays, older read models, and what receivers of webhooks answered. */
  readonly copies: 'erased' | 'pending';
}

/**
 * Removes what else has copies of events or of what follows from them, and can do without. Returns whether that is done; it
 * is called again otherwise.
 *
 * @param last the id of the last redaction
 */
export type DropCopies = (last: string) => Promise<boolean>;

/**
 * Removes what redactions replaced from the files of this instance, by whichever instance they were made. It is repeated until
 * it succeeds, also after a restart. The projection does so for the read model.
 */
export class Erasure implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new AbortController();
  private unlisten: () => void = () => undefined;
  /** The position of the last redaction whose copies were removed. */
  private erased: number | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly log: Pick<EventLog, 'erase' | 'head'>,
    private readonly current: CurrentReadModel,
    private readonly executor: Pick<CommandExecutor, 'forget'>,
    private readonly dropCopies: DropCopies,
    private readonly onTrouble: (message: string, error: unknown) => void,
  ) {}

  onApplicationBootstrap(): void {
    const begin = (): void => {
      this.begin();
    };
    this.unlisten = this.current.onChange(begin);
    begin();
  }

  async onModuleDestroy(): Promise<void> {
    this.unlisten();
    this.stopping.abort();
    await this.running;
  }

  /** @param redaction the id of one that was made */
  status(redaction: string): ErasureStatus {
    const isProjected = this.current.generation !== undefined && this.current.queries(RedactionQueries).has(redaction);
    const isPending = !isProjected || this.running !== undefined || this.last() !== this.erased;
    const copies = isPending ? 'pending' : 'erased';
    const readModel = isProjected && this.isReadModelErased() ? 'erased' : 'pending';
    return { log: this.log.erase ? copies : 'masked', readModel, copies };
  }

  /** Whether something that was redacted is still in a file of this instance. */
  isPending(): boolean {
    if (this.current.generation === undefined) return false;
    return this.running !== undefined || this.last() !== this.erased || !this.isReadModelErased();
  }

  /** The status, as soon as nothing is pending, or after so many milliseconds. */
  async settled(redaction: string, limitMs: number): Promise<ErasureStatus> {
    const end = monotonicMs() + limitMs;
    for (;;) {
      const status = this.status(redaction);
      if (!Object.values(status).includes('pending') || monotonicMs() >= end) return status;
      await pause(LOOK_EVERY_MS);
    }
  }

  /** Starts, if there is something to remove. */
  private begin(): void {
    if (this.running || this.stopping.signal.aborted || this.last() === this.erased) return;
    this.running = this.run().finally(() => {
      this.running = undefined;
      // One more may have been made meanwhile.
      this.begin();
    });
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        const last = await this.runOnce();
        if (last !== undefined) {
          this.erased = last;
          return;
        }
      } catch (error) {
        this.onTrouble('Erasing what was redacted failed.', error);
      }
      await pause(backoff(failures), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Returns the position of the last redaction if nothing is left of what was replaced until then. */
  private async runOnce(): Promise<number | undefined> {
    const made = this.current.queries(RedactionQueries).after(this.erased ?? -1);
    // Another instance may have made them. A log that replaces fields as it reads finds them with its head.
    await this.log.head();
    for (const stream of new Set(made.map((each) => each.stream))) await this.executor.forget(stream);
    const last = made.at(-1);
    if (!last || !(await this.dropCopies(last.redaction))) return undefined;
    return (await this.log.erase?.()) === false ? undefined : last.position;
  }

  private last(): number | undefined {
    return this.current.generation === undefined ? undefined : this.current.queries(RedactionQueries).last();
  }

  private isReadModelErased(): boolean {
    return this.current.readModel.database.pragma('user_version', { simple: true }) === 0;
  }
}
