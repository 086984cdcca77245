import { constants } from 'node:os';
import type { Violation } from '../command-handling/errors.js';
import { LogDamagedError, UnwritableFileError } from '../event-log/sqlite/errors.js';
import type { Problem } from '../http/problem.js';
import { FileExistsError } from '../lib/files.js';
import { messageOf, remedyFor } from './system-errors.js';

/** The exit codes of the program. An interrupted command ends with 128 plus the number of the signal. */
export const EXIT = { ok: 0, refused: 1, usage: 2, unreachable: 3 } as const;

/** What `--json` prints for an error that didn't come from the API: `type` is stable. */
interface ErrorDocument {
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly exitCode: number;
}

/** Base of all expected errors: they are reported in words, without a stack. */
export abstract class CliError extends Error {
  abstract readonly exitCode: number;
  /** A stable name for this kind of error, and the same in words. */
  abstract readonly kind: readonly [name: string, title: string];

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }

  /** What is printed, line by line. */
  get lines(): readonly string[] {
    return [this.message];
  }

  /** What is printed with `--json`. */
  get document(): ErrorDocument | Problem {
    return errorDocument(this.kind, this.message, this.exitCode);
  }
}

export const errorDocument = (
  [name, title]: readonly [name: string, title: string],
  detail: string,
  exitCode: number,
): ErrorDocument => ({ type: `urn:claim-ledger:cli:${name}`, title, detail, exitCode });

/** The ledger rejected the request, and says why. */
export class ApiProblemError extends CliError {
  readonly exitCode = EXIT.refused;
  readonly kind = ['problem', 'The ledger rejected the request'] as const;

  constructor(
    readonly problem: Problem,
    /** What the reader knows a field of the request as, such as `--occurred-at`, by the field's name. */
    readonly fieldNames?: (field: string) => string,
  ) {
    super(problem.detail);
  }

  override get lines(): readonly string[] {
    const { title, detail, errors = [] } = this.problem;
    // The detail repeats what is wrong with each field.
    if (errors.length === 0) return [detail === '' ? `${title}.` : detail];
    return [`${title}:`, ...errors.map((violation) => `  ${this.violationText(violation)}`)];
  }

  override get document(): Problem {
    return this.problem;
  }

  /** What is wrong with a field, which the message may name itself. */
  private violationText({ pointer, message: whole }: Violation): string {
    if (!this.fieldNames) return pointer === '' ? whole : `${whole} (${pointer})`;
    // The parts of a scenario, and of a filter, are options of their own.
    const field = pointer.split('/').find((part) => !/^(scenario|filter|\d*)$/.test(part));
    if (field === undefined) return whole;
    const message = whole.replace(/^(scenario|filter)\./, '');
    const name = this.fieldNames(field);
    const [, item, rest] = message.startsWith(field)
      ? (/^(\[\d+\])?[ .](.*)$/s.exec(message.slice(field.length)) ?? [])
      : [];
    if (rest === undefined) return `${name}: ${message}`;
    const isOfPart = message.charAt(field.length + (item?.length ?? 0)) === '.';
    return `${name}${item ?? ''}${isOfPart ? ':' : ''} ${rest}`;
  }
}

/** The command can't be carried out on what is there: a damaged file, an id that is taken. */
export class RefusedError extends CliError {
  readonly exitCode = EXIT.refused;
  readonly kind = ['refused', 'Refused'] as const;
}

/** The command makes no sense, or names a file that can't be read or written. */
export class UsageError extends CliError {
  readonly exitCode = EXIT.usage;
  readonly kind = ['usage', 'Wrong usage'] as const;
}

/** Settings that don't exist or make no sense, all in one error. */
export class UnusableSettingsError extends UsageError {
  constructor(private readonly problems: readonly string[]) {
    super(problems.join(' '));
  }

  override get lines(): readonly string[] {
    return this.problems.length < 2
      ? this.problems
      : ["These settings can't be used:", ...this.problems.map((problem) => `  ${problem}`)];
  }
}

/** The server can't be reached, doesn't answer as a ledger does, or the data folder can't be used. */
export class UnreachableError extends CliError {
  readonly exitCode = EXIT.unreachable;
  readonly kind = ['unreachable', 'Ledger unreachable'] as const;
}

/** A read model couldn't be built; what was done is kept. */
export class RebuildFailedError extends CliError {
  readonly exitCode = EXIT.refused;
  readonly kind = ['rebuild-failed', 'Rebuild failed'] as const;
}

/** A signal interrupted the command. */
export class InterruptedError extends CliError {
  readonly exitCode: number;
  readonly kind = ['interrupted', 'Interrupted'] as const;

  constructor(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`Interrupted by ${signal}.`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * What went wrong with a file that a command creates, in words; any other error as it is. Call this before an error of
 * the log is reported as one of the data folder.
 */
export function toOutputFileError(path: string, error: unknown): unknown {
  if (error instanceof FileExistsError) {
    return new RefusedError(`${path} exists already, and is not overwritten. Choose another name.`, { cause: error });
  }
  const isUnwritable = error instanceof UnwritableFileError || (error instanceof Error && 'syscall' in error);
  if (!isUnwritable) return error;
  return new UsageError(inSentences(`${path} can't be written: ${messageOf(withoutPath(error))}`, remedyFor(error)), {
    cause: error,
  });
}

/** The file that a command writes first has another name. */
const withoutPath = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error : { code, message: error.message };
};

/** A file that a command was given and can't read. */
export const unreadableFile = (file: string, error: unknown): UsageError =>
  new UsageError(`${file} can't be read: ${messageOf(withoutPath(error))}. Check its name and its permissions.`, {
    cause: error,
  });

/** An error of the system, of SQLite or of the log that keeps a data folder from being used. */
export const unusableFolder = (folder: string, error: unknown): UnreachableError =>
  new UnreachableError(
    error instanceof LogDamagedError
      ? error.message
      : inSentences(`${folder} can't be used: ${messageOf(error)}`, remedyFor(error)),
    { cause: error },
  );

/** What happened and why, and what to do next where that is known. */
export const inSentences = (what: string, remedy: string | undefined): string =>
  remedy === undefined ? `${what}.` : `${what}. ${remedy}`;
