import { isDamage, sqliteCode } from '../event-log/sqlite/errors.js';
import { ReadModelMismatchError } from './checkpoints.js';
import type { Generation, Generations } from './generations.js';
import type { RebuildProgress, RebuildReport } from './rebuild-progress.js';

/**
 * Builds the read model in this file, or resumes its build. Resolves to whether the build was completed. Throws a
 * `ProjectionFailedError`.
 */
export type BuildReadModel = (
  file: string,
  how: { readonly signal: AbortSignal; readonly onProgress: (report: RebuildReport) => void },
) => Promise<boolean>;

/**
 * What happens to the file of a failed build. It is kept, so that the build can resume; or it is deleted, because it is
 * unusable, or because the disk is full: everything else that writes there, the log above all, needs the space.
 */
export type BuildFileOutcome = 'kept' | 'unusable' | 'no-room';

/** A read model couldn't be built or followed. What was done so far is kept, unless `fate` says otherwise. */
export class ProjectionFailedError extends Error {
  constructor(
    message: string,
    readonly fate: BuildFileOutcome,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Whether a read model is damaged, or belongs to another log or projection, so that another must be built. */
export const isUnusable = (error: unknown): boolean =>
  (error instanceof ProjectionFailedError && error.fate === 'unusable') ||
  error instanceof ReadModelMismatchError ||
  isDamage(error);

export function fileOutcomeOf(error: unknown): BuildFileOutcome {
  if (isUnusable(error)) return 'unusable';
  return sqliteCode(error) === 'SQLITE_FULL' ? 'no-room' : 'kept';
}

/**
 * Builds the next read model of its kind, or resumes an unfinished build. An unfinished build that can't be used is
 * deleted, and the build starts from the beginning. If the disk is full, the file is deleted too, and that is an error.
 * Only one build may run at a time: the caller holds the folder's lock for it. Resolves to undefined if the signal
 * aborted the build.
 */
export async function buildNextGeneration(
  generations: Generations,
  build: BuildReadModel,
  meter: RebuildProgress,
  signal: AbortSignal,
): Promise<Generation | undefined> {
  const begun = generations.unfinished();
  const generation = begun ?? generations.next();
  meter.begin(generation.number, 'running', (log) => generations.countedEvents(log));
  const onProgress = (report: RebuildReport) => {
    meter.report(report);
  };
  try {
    return (await build(generation.file, { signal, onProgress })) ? generation : undefined;
  } catch (error) {
    const fate = error instanceof ProjectionFailedError ? error.fate : 'kept';
    if (fate === 'no-room') generations.delete(generation);
    if (!begun || fate !== 'unusable') throw error;
    generations.delete(begun);
    return buildNextGeneration(generations, build, meter, signal);
  }
}
