import type { EventLog, RecordedEvent } from '../event-log/event-log.js';
import { OverlayEventLog } from '../event-log/overlay-event-log.js';
import { CommandExecutor } from './command-executor.js';
import { ReferenceChecker } from './reference-checker.js';

/** The folded streams that a dry run caches. */
const MAX_CACHED_BYTES = 8_000_000;

/**
 * Executes commands as the ledger would, on the log as it is when the dry run begins. The events are kept in memory and
 * discarded with this object: the log, its ids and every cache of the ledger stay as they are.
 */
export class DryRun {
  readonly executor: CommandExecutor;
  readonly references: ReferenceChecker;
  private readonly overlay: OverlayEventLog;

  /** @param through the last position of the log that is visible; undefined if none is */
  constructor(
    log: EventLog,
    readonly through: string | undefined,
    clock?: () => Date,
  ) {
    this.overlay = new OverlayEventLog(log, through);
    this.executor = new CommandExecutor(this.overlay, clock, MAX_CACHED_BYTES);
    this.references = new ReferenceChecker(this.overlay, this.executor);
  }

  /** What the commands would have recorded, in order. */
  get events(): readonly RecordedEvent[] {
    return this.overlay.addedEvents;
  }
}

/** Begins dry runs on the ledger's log. */
export class DryRuns {
  constructor(private readonly log: EventLog) {}

  /** @param atLeast a position that is visible even if the log doesn't report it as its head yet */
  async begin(atLeast?: string): Promise<DryRun> {
    const head = await this.log.head();
    return new DryRun(this.log, atLeast !== undefined && atLeast > (head ?? '') ? atLeast : head);
  }
}
