import { setTimeout as pause } from 'node:timers/promises';
import type { CurrentReadModel } from '../consumers/current-read-model.js';
import type { RebuildMeter } from '../consumers/rebuild-meter.js';
import type { RunnerStatus } from '../consumers/runner.js';
import type { EventLog } from '../event-log/event-log.js';
import { lagSeconds } from './lag.js';
import { rebuildView, type RebuildView } from './operations.views.js';

/** How long the log may take to answer. */
const PATIENCE_MS = 1_000;
/** How long what is being recorded just now may be on its way into the read model. */
const ON_ITS_WAY_MS = 250;

/** Whether requests should be sent to this instance, and what speaks against it. */
export interface ReadinessView extends Pick<RunnerStatus, 'caughtUp' | 'failure'> {
  readonly ready: boolean;
  readonly log: 'reachable' | 'unreachable';
  /** Seconds, as far as they are known. */
  readonly lag: number | undefined;
  /** How many streams are set aside; `/v1/status` says which. */
  readonly parked: number;
  /** While there is no read model: how far it is made. */
  readonly rebuild?: RebuildView;
}

export class Readiness {
  constructor(
    private readonly log: Pick<EventLog, 'id' | 'head'>,
    private readonly current: CurrentReadModel,
    private readonly rebuilds: RebuildMeter,
  ) {}

  /**
   * Ready means that the log answers and that all it had, when it last said so, can be read here. A parked stream is
   * told, but doesn't count: it would be parked at every other instance as well.
   */
  async view(): Promise<ReadinessView> {
    const { reachable, head } = await this.reach();
    const isRead =
      this.current.status().caughtUp || (head !== undefined && (await this.current.waitFor(head, ON_ITS_WAY_MS)));
    const { failure, parked, lastEventAt } = this.current.status();
    const caughtUp = isRead && failure === undefined;
    const rebuild = this.current.generation === undefined ? this.rebuilds.status() : undefined;
    return {
      ready: reachable && caughtUp,
      log: reachable ? 'reachable' : 'unreachable',
      caughtUp,
      lag: lagSeconds({ caughtUp, lastEventAt }, Date.now()),
      failure,
      parked: parked.length,
      ...(rebuild && { rebuild: rebuildView(rebuild, this.log.id) }),
    };
  }

  private async reach(): Promise<{ readonly reachable: boolean; readonly head?: string | undefined }> {
    const timer = new AbortController();
    const answered = this.log.head().then(
      (head) => ({ reachable: true, head }),
      () => ({ reachable: false }),
    );
    const late = pause(PATIENCE_MS, { reachable: false }, { signal: timer.signal, ref: false }).catch(() => ({
      reachable: false,
    }));
    const reached = await Promise.race([answered, late]);
    timer.abort();
    return reached;
  }
}
