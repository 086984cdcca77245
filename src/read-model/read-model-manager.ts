import { setTimeout as pause } from 'node:timers/promises';
import type { EventLog } from '../event-log/event-log.js';
import { FolderLock, FolderOwnedError } from '../event-log/data-folder-lock.js';
import { closeActive, type CurrentReadModel, type ActiveReadModel } from './current-read-model.js';
import { type ProjectionFactory, publicFailureMessage } from './projection-handle.js';
import type { CompleteGeneration, Generation, Generations } from './generations.js';
import { type BuildReadModel, isUnusable, buildNextGeneration } from './next-generation.js';
import { ReadModel } from './read-model.js';
import { type RebuildProgress, formatRebuildProgress } from './rebuild-progress.js';

/** How often this process checks whether another one has completed the read model. */
const WAITING_MS = 500;
/** Upper limit of the delay before a failed build is retried. */
const MAX_PATIENCE_MS = 60_000;
const TELL_EVERY_MS = 10_000;

export interface ReadModelManagerOptions {
  /** Owned by this process. */
  readonly folder: string;
  readonly log: EventLog;
  readonly projections: ProjectionFactory;
  readonly generations: Generations;
  readonly current: CurrentReadModel;
  readonly meter: RebuildProgress;
  readonly build: BuildReadModel;
  readonly onTrouble: (message: string, error?: unknown) => void;
  /** Called now and then with the progress of a build. */
  readonly onProgress: (message: string) => void;
}

/**
 * Ensures that there is a read model to read from. It activates the latest complete one; builds one if there is none,
 * while the ledger already runs; builds another on request; and resumes an interrupted build.
 */
export class ReadModelManager {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly parts: ReadModelManagerOptions) {}

  /**
   * Resolves when a read model answers, or one is being built. Throws the log's error if it can't be read.
   *
   * @param found the latest complete one, of whatever log
   */
  async start(found: CompleteGeneration | undefined): Promise<void> {
    const { generations, current, log, onTrouble } = this.parts;
    if (found?.log !== undefined && found.log !== log.id) {
      onTrouble(`The log is ${log.id}, but the read model here belongs to ${found.log}. Another one is being built.`);
    }
    for (let newest = found; ; newest = generations.newestComplete()) {
      const known = this.ofLog(newest);
      const generation = known ?? (await this.firstOfEmptyLog());
      if (!generation || (await this.takeOrDelete(generation, !known))) break;
    }
    if (current.generation === undefined) this.running = this.buildUntilAvailable();
    else if (generations.unfinished())
      unlessAnotherMakesOne(() => {
        this.begin();
      });
    else this.deleteObsolete();
  }

  /**
   * Starts to build another read model, which is activated when it is complete. Does nothing if a build is in progress.
   * Throws a `FolderOwnedError` if another process builds one.
   */
  begin(): void {
    if (this.running) return;
    const lock = FolderLock.acquire(this.parts.folder, 'rebuild');
    this.running = this.attempt(lock).catch((error: unknown) => {
      this.failed(error);
    });
    void this.running.then(() => {
      this.running = undefined;
    });
  }

  /** The active read model is damaged: builds another from the log, unless that is in progress. */
  replaceDamaged(): void {
    if (this.running || this.stopping.signal.aborted) return;
    this.parts.onTrouble('The read model is damaged. Another one is being built from the log.');
    unlessAnotherMakesOne(() => {
      this.begin();
    });
  }

  /** Interrupts a build in progress; the next start resumes it. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** A read model of another log is kept until there is one of this log: this log may have been opened by mistake. */
  private ofLog(newest: CompleteGeneration | undefined): Generation | undefined {
    const { id } = this.parts.log;
    return newest && (newest.log ?? id) === id ? newest : undefined;
  }

  /** For a log without events, an empty read model is complete already. */
  private async firstOfEmptyLog(): Promise<Generation | undefined> {
    const { log, generations } = this.parts;
    return generations.unfinished() || !(await isEmpty(log)) ? undefined : generations.next();
  }

  /** Returns false if the read model can't be used; it is then deleted. */
  private async takeOrDelete(generation: Generation, ofEmptyLog: boolean): Promise<boolean> {
    try {
      this.parts.current.activate(await this.follow(generation, ofEmptyLog));
      return true;
    } catch (error) {
      if (!isUnusable(error)) throw error;
      this.parts.onTrouble('The read model is unusable and was deleted. Another one must be built.', error);
      this.parts.generations.delete(generation);
      return false;
    }
  }

  private async buildUntilAvailable(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted && this.parts.current.generation === undefined;) {
      try {
        await this.attempt(FolderLock.acquire(this.parts.folder, 'rebuild'));
      } catch (error) {
        const isTaken = error instanceof FolderOwnedError;
        if (isTaken) this.reportOtherProcess();
        else this.failed(error);
        const patience = isTaken ? WAITING_MS : Math.min(1_000 * 2 ** failures++, MAX_PATIENCE_MS);
        await pause(patience, undefined, { signal }).catch(() => undefined);
      }
    }
    this.running = undefined;
  }

  /** Runs under the lock for it, and releases the lock at the end. */
  private async attempt(lock: FolderLock): Promise<void> {
    const { generations, current, build, meter, onProgress } = this.parts;
    const telling = setInterval(() => {
      const status = meter.status();
      if (status) onProgress(`Building a read model: ${formatRebuildProgress(status)}.`);
    }, TELL_EVERY_MS);
    try {
      const made = current.generation === undefined ? this.ofLog(generations.newestComplete()) : undefined;
      const next = made ?? (await buildNextGeneration(generations, build, meter, this.stopping.signal));
      if (next) await this.takeOver(next);
    } finally {
      clearInterval(telling);
      lock.release();
    }
  }

  private async takeOver(generation: Generation): Promise<void> {
    const { generations, meter, onProgress } = this.parts;
    const next = await this.follow(generation);
    const before = await this.switchWhenCaughtUp(next);
    if (before) await closeActive(before);
    if (before === next) return;
    generations.deleteBefore(generation, 'of its kind');
    meter.report({ checkpoint: next.readModel.checkpoint(), head: next.projection.place?.position });
    meter.done(generation.number);
    const status = meter.status();
    onProgress(`Read model ${generation.number} is active now${status ? `: ${formatRebuildProgress(status)}` : ''}.`);
  }

  /** Resolves to the previous read model once `next` has replaced it; to `next` itself if this process stops before. */
  private switchWhenCaughtUp(next: ActiveReadModel): Promise<ActiveReadModel | undefined> {
    const { current } = this.parts;
    const { signal } = this.stopping;
    return new Promise((resolve) => {
      const attempt = (): void => {
        const level = next.projection.caughtUp && (next.projection.place?.position ?? '') >= (current.position ?? '');
        if (!level && !signal.aborted) return;
        unlisten();
        signal.removeEventListener('abort', attempt);
        // Compare and activate in the same turn: no read in between may see less than one before it.
        resolve(level ? current.activate(next) : next);
      };
      const unlisten = next.projection.onChange(attempt);
      signal.addEventListener('abort', attempt);
      attempt();
    });
  }

  private async follow({ number, file }: Generation, ofEmptyLog = false): Promise<ActiveReadModel> {
    const projection = await this.parts.projections.follow(file, ofEmptyLog);
    try {
      return { number, readModel: ReadModel.open(file), projection };
    } catch (error) {
      await projection.stop();
      throw error;
    }
  }

  /** Reports the progress of the other process. */
  private reportOtherProcess(): void {
    const { generations, meter, log } = this.parts;
    const generation = generations.unfinished() ?? generations.next();
    meter.begin(generation.number, 'waiting', (log) => generations.countedEvents(log));
    const checkpoint = generations.checkpointOf(generation);
    log.head().then(
      (head) => {
        meter.report({ checkpoint, head });
      },
      () => undefined,
    );
  }

  private failed(error: unknown): void {
    this.parts.meter.failed(publicFailureMessage(error));
    this.parts.onTrouble('Building a read model failed.', error);
  }

  /**
   * Deletes the read models before the active one, unless one is being built: nothing needs them any more. No other
   * release uses this folder.
   */
  deleteObsolete(): void {
    const { folder, generations, current, onTrouble } = this.parts;
    unlessAnotherMakesOne(() => {
      const lock = FolderLock.acquire(folder, 'rebuild');
      try {
        generations.deleteBefore({ number: current.generation ?? 0 }, 'of all kinds');
      } catch (error) {
        onTrouble("Obsolete read models can't be deleted.", error);
      } finally {
        lock.release();
      }
    });
  }
}

/** Reads instead of comparing the head: in a store shared with others, the head may be a foreign event. */
async function isEmpty(log: EventLog): Promise<boolean> {
  for await (const _first of log.readAll({ limit: 1 })) return false;
  return true;
}

function unlessAnotherMakesOne(task: () => void): void {
  try {
    task();
  } catch (error) {
    if (!(error instanceof FolderOwnedError)) throw error;
  }
}
