import { sqliteCode } from '../event-log/sqlite/errors.js';
import { ReadModelMismatchError } from './checkpoints.js';
import type { Generation, Generations } from './generations.js';
import type { RebuildProgress, RebuildReport } from './rebuild-progress.js';

/**
 * Makes the read model in this file, or goes on with it, and resolves to whether it came to its end. Throws a
 * `BuildFailedError`.
 */
export type BuildReadModel = (
  file: string,
  how: { readonly signal: AbortSignal; readonly onProgress: (report: RebuildReport) => void },
) => Promise<boolean>;

/**
 * What becomes of a file in which no read model could be made: it is kept, to go on with it; or it is deleted, since it
 * is unusable, or since there is no room on the disk: all else that writes there, the log first, needs what it took.
 */
export type BuildFileOutcome = 'kept' | 'unusable' | 'no-room';

/** A read model couldn't be made. What was done is kept, unless its fate is another. */
export class BuildFailedError extends Error {
  constructor(
    message: string,
    readonly fate: BuildFileOutcome,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Whether nothing can be made of a read model any more, or not of this log: better make another. */
export const isUnusable = (error: unknown): boolean =>
  error instanceof ReadModelMismatchError || /^SQLITE_(CORRUPT|NOTADB)/.test(sqliteCode(error) ?? '');

export function fileOutcomeOf(error: unknown): BuildFileOutcome {
  if (isUnusable(error)) return 'unusable';
  return sqliteCode(error) === 'SQLITE_FULL' ? 'no-room' : 'kept';
}

/**
 * Makes the next read model of its kind, going on with one that was begun. What was begun but can't be used is deleted,
 * and it begins anew; what there was no room for is deleted too, and that is an error. Only one may do that at a time: the caller holds the folder's lock for it. Undefined if the signal
 * ended it before its end.
 */
export async function buildNextGeneration(
  generations: Generations,
  build: BuildReadModel,
  meter: RebuildProgress,
  signal: AbortSignal,
): Promise<Generation | undefined> {
  const begun = generations.unfinished();
  const generation = begun ?? generations.next();
  meter.begin(generation.number);
  const onProgress = (report: RebuildReport) => {
    meter.report(report);
  };
  try {
    return (await build(generation.file, { signal, onProgress })) ? generation : undefined;
  } catch (error) {
    const fate = error instanceof BuildFailedError ? error.fate : 'kept';
    if (fate === 'no-room') generations.delete(generation);
    if (!begun || fate !== 'unusable') throw error;
    generations.delete(begun);
    return buildNextGeneration(generations, build, meter, signal);
  }
}
