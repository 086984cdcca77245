import type { EventPlace } from '../event-log/position.js';
import type { ParkedStream } from './checkpoints.js';
import { READ_MODEL_SCHEMA, type ReadModel } from './read-model.js';
import { type RebuildProgress, formatRebuildProgress } from './rebuild-progress.js';
import { type Span, span } from '../tracing/span.js';
import type { ProjectionHandle } from './projection-handle.js';

/** A read model that answers reads, and the projection that keeps it up to date. */
export interface ActiveReadModel {
  /** Its generation's number. */
  readonly number: number;
  readonly readModel: ReadModel;
  readonly projection: ProjectionHandle;
}

/** The read model that answers reads. */
export interface ReadModelInfo {
  /** The version of its tables. */
  readonly schemaVersion: number;
  /** The policy and its version, such as `standard/1`. */
  readonly policy: string;
  /** Increases with each read model that is built; null while there is none. */
  readonly generation: number | null;
}

/** What this instance can read, and what it can't. */
export interface ReadingStatus {
  /** The position of the last event projected; undefined before the first. */
  readonly position: string | undefined;
  /** Whether everything that the log was last known to hold is projected. */
  readonly caughtUp: boolean;
  /** The effective recorded time of the last event projected; undefined before the first. */
  readonly lastEventAt: string | undefined;
  /** The streams that are parked. */
  readonly parked: readonly ParkedStream[];
  /** Why the projection is stalled, if it is. It retries by itself. */
  readonly failure: string | undefined;
}

/** There is no read model yet that could answer: it is being built. */
export class NoReadModelError extends Error {
  constructor(
    progress: string,
    /** Retrying makes sense after this many seconds. */
    readonly retryAfterSeconds: number,
  ) {
    super(`The ledger can't be read here yet: the read model is being built (${progress}). Retry later.`);
    this.name = new.target.name;
  }
}

/** The read model is damaged. Another one is being built. */
export class DamagedReadModelError extends Error {
  constructor(options?: ErrorOptions) {
    super(
      'The read model of this server is damaged. Another one is being built from the event log; retry later.',
      options,
    );
    this.name = new.target.name;
  }
}

/** Upper limit of `Retry-After`, however long a rebuild takes. */
const MAX_RETRY_AFTER_S = 60;

/**
 * The read model that answers now. It may change, and another one may replace it, between two turns of the event loop:
 * everything read within one turn is as of one moment. Code that keeps something of it for longer must ask here again.
 */
export class CurrentReadModel {
  private served: ActiveReadModel | undefined;
  private readonly made = new Map<unknown, unknown>();
  private readonly listeners = new Set<() => void>();
  private unlisten: () => void = () => undefined;
  private handledBefore = 0;

  constructor(
    private readonly projection: { readonly fingerprint: string },
    private readonly rebuilds: RebuildProgress,
    /** The span of the batch that had the event at this position, if it was the last one. */
    private readonly batchOf: (position: string) => Span | undefined = () => undefined,
  ) {}

  about(): ReadModelInfo {
    const { fingerprint: policy } = this.projection;
    return { schemaVersion: READ_MODEL_SCHEMA, policy, generation: this.generation ?? null };
  }

  /** Undefined while there is no read model. */
  get generation(): number | undefined {
    return this.served?.number;
  }

  /** Throws a `NoReadModelError`. */
  get readModel(): ReadModel {
    return this.requireActive().readModel;
  }

  /**
   * The current time for reads, unless they ask for another: an ISO instant in UTC with milliseconds. Throws a
   * `NoReadModelError`.
   */
  now(): string {
    return this.readModel.present(new Date().toISOString());
  }

  /**
   * The queries of this class on the active read model, created once for each read model. Throws a `NoReadModelError`.
   */
  queries<Queries>(type: new (readModel: ReadModel) => Queries): Queries {
    return this.memoize(type, ({ readModel }) => new type(readModel));
  }

  /**
   * The result of `make` for the active read model, cached under `key` until another is activated. Throws a
   * `NoReadModelError`.
   */
  memoize<Made>(key: unknown, make: (served: ActiveReadModel) => Made): Made {
    const served = this.requireActive();
    if (!this.made.has(key)) this.made.set(key, make(served));
    return this.made.get(key) as Made;
  }

  /** The last event handled; undefined before the first, and while there is no read model. */
  get place(): EventPlace | undefined {
    return this.served?.projection.place;
  }

  /** Its position. */
  get position(): string | undefined {
    return this.place?.position;
  }

  /** The effective recorded time of the last event handled. */
  get lastEventAt(): string | undefined {
    return this.served?.projection.lastEventAt;
  }

  /** The number of events that this process has handled since its start, each counted once. */
  get eventsHandled(): number {
    return this.handledBefore + (this.served?.projection.eventsHandled ?? 0);
  }

  /**
   * Whether nothing will be added that was recorded at this moment or earlier: it is before the last event, and no
   * parked stream can be projected late.
   */
  isComplete(at: string): boolean {
    return at < (this.lastEventAt ?? '') && this.readModel.parkedStreams().length === 0;
  }

  /** Whether everything that the log was last known to hold can be read. */
  get caughtUp(): boolean {
    return this.served?.projection.caughtUp ?? false;
  }

  /** Why the read model doesn't progress, if it doesn't. */
  get failure(): string | undefined {
    return this.served ? this.served.projection.failure : this.rebuilds.status()?.failure;
  }

  /** The whole status. Queries the read model for the parked streams. */
  status(): ReadingStatus {
    const { position, caughtUp, lastEventAt, failure } = this;
    const parked = this.served ? this.requireActive().readModel.parkedStreams() : [];
    return { position, caughtUp, lastEventAt, parked, failure };
  }

  /**
   * Resolves to true once everything up to this position can be read here; to false after `limitMs` milliseconds, or
   * immediately if there is no read model. A position once reached stays reached when another read model is activated.
   */
  waitFor(position: string, limitMs: number): Promise<boolean> {
    return span('wait for read model', async (own) => {
      const isReached = await this.reached(position, limitMs);
      own?.set({ 'claim_ledger.reached': isReached });
      const batch = own && this.batchOf(position);
      if (batch) own.link(batch);
      return isReached;
    });
  }

  private async reached(position: string, limitMs: number): Promise<boolean> {
    const until = performance.now() + limitMs;
    for (;;) {
      const { served } = this;
      if (!served) return false;
      if (await served.projection.waitFor(position, Math.max(0, until - performance.now()))) return true;
      if (served === this.served) return false;
    }
  }

  /**
   * The result of `run`, which opens the file of the active read model somewhere else, such as in a thread. When another read
   * model is activated, that file is deleted: what fails after that runs again, on the file of the other one. Rejects with a
   * `NoReadModelError`, and with the error of `run`.
   *
   * @param stop aborted when the result is no longer needed: then nothing runs again
   */
  async withFile<Result>(run: (file: string) => Promise<Result>, stop?: AbortSignal): Promise<Result> {
    for (;;) {
      const { generation, readModel } = this;
      try {
        return await run(readModel.database.name);
      } catch (error) {
        if (generation === this.generation || stop?.aborted === true) throw error;
      }
    }
  }

  /** Calls `listener` after every change of what can be read. Returns a function that unsubscribes. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Throws a `NoReadModelError`. */
  retryParked(): Promise<readonly ParkedStream[]> {
    return this.requireActive().projection.retryParked();
  }

  /**
   * Makes `next` the active read model. It must hold everything that the one before it holds. Returns the one before,
   * which the caller closes.
   */
  activate(next: ActiveReadModel): ActiveReadModel | undefined {
    const before = this.served;
    this.unlisten();
    this.handledBefore = before ? this.eventsHandled - next.projection.eventsHandled : 0;
    this.served = next;
    this.made.clear();
    const announce = (): void => {
      next.readModel.rowsChanged();
      for (const listener of this.listeners) listener();
    };
    this.unlisten = next.projection.onChange(announce);
    announce();
    return before;
  }

  /** Handles the events already taken from the log, then closes the read model. */
  async close(): Promise<void> {
    this.unlisten();
    if (this.served) await closeActive(this.served);
  }

  /** Throws a `NoReadModelError`. */
  requireActive(): ActiveReadModel {
    if (this.served) {
      this.served.readModel.hold();
      return this.served;
    }
    const status = this.rebuilds.status();
    const seconds = Math.min(Math.max(status?.secondsLeft ?? 1, 1), MAX_RETRY_AFTER_S);
    throw new NoReadModelError(status ? formatRebuildProgress(status) : 'the build begins', seconds);
  }
}

/**
 * Closes the reader first: the last connection to close must be the writer's, which then removes the write-ahead log.
 */
export async function closeActive({ projection, readModel }: ActiveReadModel): Promise<void> {
  readModel.close();
  await projection.stop();
}
