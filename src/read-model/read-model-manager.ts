import { setTimeout as pause } from 'node:timers/promises';
import type { EventLog } from '../event-log/event-log.js';
import { FolderLock, FolderOwnedError } from '../event-log/data-folder-lock.js';
import { closeActive, type CurrentReadModel, type ActiveReadModel } from './current-read-model.js';
import { type ProjectionFactory, publicFailureMessage } from './projection-handle.js';
import type { CompleteGeneration, Generation, Generations } from './generations.js';
import { type BuildReadModel, isUnusable, buildNextGeneration } from './next-generation.js';
import { ReadModel } from './read-model.js';
import { type RebuildProgress, formatRebuildProgress } from './rebuild-progress.js';

/** How often it is looked whether another process has made what is wanted here. */
const WAITING_MS = 500;
/** How long it is waited at most until what failed is tried again. */
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
  /** Told now and then how it goes. */
  readonly onProgress: (message: string) => void;
}

/**
 * Sees to it that there is a read model to read from: takes the last one that was made to its end; makes one if there is
 * none, while the ledger already runs; makes another when asked to; and goes on with what was interrupted.
 */
export class ReadModelManager {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly parts: ReadModelManagerOptions) {}

  /**
   * Resolves when a read model answers, or one is being made. Throws the log's error if it can't be read.
   *
   * @param found the last one that was made to its end, from whatever log
   */
  async start(found: CompleteGeneration | undefined): Promise<void> {
    const { generations, current, log, onTrouble } = this.parts;
    if (found?.log !== undefined && found.log !== log.id) {
      onTrouble(`The log is ${log.id} now; the read model here is of ${found.log}, and another is made.`);
    }
    for (let newest = found; ; newest = generations.newestComplete()) {
      const generation = this.ofLog(newest) ?? (await this.firstOfEmptyLog());
      if (!generation || (await this.takeOrDelete(generation))) break;
    }
    if (current.generation === undefined) this.running = this.buildUntilAvailable();
    else
      unlessAnotherMakesOne(() => {
        if (generations.unfinished()) this.begin();
        else this.deleteObsolete();
      });
  }

  /**
   * Makes another read model, which takes over when it is done; does nothing if that is under way. Throws a
   * `FolderOwnedError` if another process makes one.
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

  /** Ends what is under way; a later start goes on with it. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** One of another log is left alone until there is one of this: that may be the wrong one for now. */
  private ofLog(newest: CompleteGeneration | undefined): Generation | undefined {
    const { id } = this.parts.log;
    return newest && (newest.log ?? id) === id ? newest : undefined;
  }

  /** A log without events has a read model as soon as its file is there. */
  private async firstOfEmptyLog(): Promise<Generation | undefined> {
    const { log, generations, projections } = this.parts;
    if (generations.unfinished() || !(await isEmpty(log))) return undefined;
    const generation = generations.next();
    projections.createEmpty(generation.file);
    return generation;
  }

  /** False if it can't be used, and was deleted. */
  private async takeOrDelete(generation: Generation): Promise<boolean> {
    try {
      this.parts.current.activate(await this.follow(generation));
      return true;
    } catch (error) {
      if (!isUnusable(error)) throw error;
      this.parts.onTrouble('Another read model must be made.', error);
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

  /** Under the lock for it, which is released in the end. */
  private async attempt(lock: FolderLock): Promise<void> {
    const { generations, current, build, meter, onProgress } = this.parts;
    const telling = setInterval(() => {
      const status = meter.status();
      if (status) onProgress(`Making a read model: ${formatRebuildProgress(status)}.`);
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
    meter.report({ checkpoint: next.readModel.checkpoint(), head: next.projection.position });
    meter.done(generation.number);
    const status = meter.status();
    onProgress(`Read model ${generation.number} answers now${status ? `: ${formatRebuildProgress(status)}` : ''}.`);
  }

  /** Resolves when it has taken over from the present one, to that; or when it is too late for it, to itself. */
  private switchWhenCaughtUp(next: ActiveReadModel): Promise<ActiveReadModel | undefined> {
    const { current } = this.parts;
    const { signal } = this.stopping;
    return new Promise((resolve) => {
      const attempt = (): void => {
        const level = next.projection.caughtUp && (next.projection.position ?? '') >= (current.position ?? '');
        if (!level && !signal.aborted) return;
        unlisten();
        signal.removeEventListener('abort', attempt);
        // Compared and taken over in one turn: no read comes between that could see less than one before it.
        resolve(level ? current.activate(next) : next);
      };
      const unlisten = next.projection.onChange(attempt);
      signal.addEventListener('abort', attempt);
      attempt();
    });
  }

  private async follow({ number, file }: Generation): Promise<ActiveReadModel> {
    const projection = await this.parts.projections.follow(file);
    try {
      return { number, readModel: ReadModel.open(file), projection };
    } catch (error) {
      await projection.stop();
      throw error;
    }
  }

  /** Says how far the other process is. */
  private reportOtherProcess(): void {
    const { generations, meter, log } = this.parts;
    const generation = generations.unfinished() ?? generations.next();
    meter.begin(generation.number, 'waiting');
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
    this.parts.onTrouble("A read model couldn't be made.", error);
  }

  /** At the start no other release runs on this folder: what came before this read model is of no use to anybody. */
  private deleteObsolete(): void {
    const { folder, generations, current, onTrouble } = this.parts;
    const lock = FolderLock.acquire(folder, 'rebuild');
    try {
      generations.deleteBefore({ number: current.generation ?? 0 }, 'of all kinds');
    } catch (error) {
      onTrouble("Read models that are of no use any more can't be deleted.", error);
    } finally {
      lock.release();
    }
  }
}

/** Not by its head: in a store that others use too, that may be an event of theirs. */
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
