import type { AppendHealth } from './append-health.js';
import type { ReadAccess } from '../access/access.guard.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import type { Freshness } from '../read-model/freshness.js';
import type { RebuildProgress } from '../read-model/rebuild-progress.js';
import type { ReadingStatus } from '../read-model/current-read-model.js';
import type { LogKind } from '../event-log/data-folder-lock.js';
import { type Staleness, stalenessOf, type LogView, rebuildView, type RebuildView } from './operations.views.js';

/**
 * Whether this instance should get requests. If reading is closed, only `ready`, `log`, `writable` and `caughtUp`:
 * `/v1/status` has the rest for keys with the scope `read`.
 */
export interface ReadinessView
  extends Pick<ReadingStatus, 'caughtUp'>, Partial<Pick<ReadingStatus, 'failure'> & Staleness> {
  /** Whether the log answers and everything in it can be read here. */
  readonly ready: boolean;
  /** Whether the log answers. */
  readonly log: 'reachable' | 'unreachable';
  /** Whether events can be recorded. Doesn't count: reads are answered as before. `/v1/status` says why not. */
  readonly writable: boolean;
  /** The number of parked streams; `/v1/status` lists them. */
  readonly parked?: number;
  /** The progress of the first build, while there is no read model. */
  readonly rebuild?: RebuildView;
}

export class Readiness {
  constructor(
    private readonly freshness: Freshness,
    private readonly appends: AppendHealth,
    private readonly current: CurrentReadModel,
    private readonly rebuilds: RebuildProgress,
    private readonly settings: { readonly logKind: LogKind; readonly reading: ReadAccess },
  ) {}

  /** The state of the log at the last probe. */
  log(): LogView {
    const { lastFailure } = this.appends;
    return {
      kind: this.settings.logKind,
      reachable: this.freshness.reachable,
      writable: this.isWritable,
      ...(lastFailure && { appendFailure: lastFailure }),
    };
  }

  private get isWritable(): boolean {
    return this.freshness.reachable && !this.appends.isFailing;
  }

  /**
   * Ready means that the log answers, and that everything it had at the last probe can be read here. Parked streams are
   * reported, but don't count: every other instance would park them too. Nor do appends that fail.
   */
  async view(): Promise<ReadinessView> {
    const { reachable, isRead } = await this.freshness.probe();
    const log = reachable ? 'reachable' : 'unreachable';
    const view = { ready: isRead, log, writable: this.isWritable, caughtUp: isRead } as const;
    if (this.settings.reading === 'closed') return view;
    const { failure, parked } = this.current.status();
    const rebuild = this.current.generation === undefined ? this.rebuilds.status() : undefined;
    return {
      ...view,
      ...stalenessOf(this.freshness),
      failure: this.freshness.failure ?? failure,
      parked: parked.length,
      ...(rebuild && { rebuild: rebuildView(rebuild) }),
    };
  }
}
