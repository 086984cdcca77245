import type { CommandResult } from '../command-handling/command-context.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';

/** After so many events, a writer waits for the read model. */
const STEP = 1_000;
/** How long a read model that makes no progress is waited for. */
const PATIENCE_MS = 5_000;

/**
 * Backpressure from the read model: a writer of many events never gets far ahead of what can be read. A read model that
 * makes no progress, because it is being built or its disk is full, is waited for only once.
 */
export class ProjectionPace {
  private ahead = 0;
  private last = '';
  /** Where the read model was when it made no progress. */
  private stalledAt: { readonly position: string | undefined } | undefined;

  constructor(
    private readonly readModel: Pick<CurrentReadModel, 'position' | 'waitFor'>,
    private readonly step = STEP,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** Call it after each command, with its result. Resolves when the writer may continue. */
  async keep({ written, place, replayed }: CommandResult): Promise<void> {
    if (!place || replayed) return;
    this.ahead += written.length;
    if (place.position > this.last) this.last = place.position;
    if (this.ahead < this.step) return;
    this.ahead = 0;
    await this.readModelReaches(this.last);
  }

  private async readModelReaches(target: string): Promise<void> {
    for (;;) {
      const { position } = this.readModel;
      if (this.stalledAt && this.stalledAt.position === position) return;
      this.stalledAt = undefined;
      if (await this.readModel.waitFor(target, this.patienceMs)) return;
      if (this.readModel.position === position) this.stalledAt = { position };
    }
  }
}
