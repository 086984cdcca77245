import { constants } from 'node:os';
import { UnwritableFileError } from '../event-log/sqlite/errors.js';
import type { Violation } from '../command-handling/errors.js';
import type { Problem } from '../http/problem.js';
import { FileExistsError } from '../lib/files.js';

/** How the program ends; 128 and the signal's number where it was interrupted. */
export const EXIT = { ok: 0, refused: 1, usage: 2, unreachable: 3 } as const;

/** Base of all that can go wrong as expected: it is told in words, without a stack. */
export abstract class CliError extends Error {
  abstract readonly exitCode: number;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The ledger said no, and why. */
export class ApiProblemError extends CliError {
  readonly exitCode = EXIT.refused;

  constructor(
    readonly problem: Problem,
    /** What the reader knows a field of the request as, such as `--occurred-at`, by the field's name. */
    readonly fieldNames?: (field: string) => string,
  ) {
    super(`${problem.title}: ${problem.detail}`);
  }
}

/** What was given or asked for is refused, and why: a file that is damaged, a name that is taken. */
export class RefusedError extends CliError {
  readonly exitCode = EXIT.refused;
}

/** What was asked for makes no sense, or names a file that can't be read. */
export class UsageError extends CliError {
  readonly exitCode = EXIT.usage;
}

/** The server can't be reached, doesn't answer as a ledger does, or the data folder can't be used. */
export class UnreachableError extends CliError {
  readonly exitCode = EXIT.unreachable;
}

/** A read model couldn't be made; what was done is kept. */
export class RebuildFailedError extends CliError {
  readonly exitCode = EXIT.refused;
}

/** A signal asked the program to end before it was done. */
export class InterruptedError extends CliError {
  readonly exitCode: number;

  constructor(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`Interrupted by ${signal}.`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** What is printed of an error, a line each; of a problem document each thing that is wrong. */
export function errorLines(error: CliError): readonly string[] {
  if (!(error instanceof ApiProblemError)) return [error.message];
  const { title, detail, errors = [] } = error.problem;
  const { fieldNames } = error;
  if (fieldNames && errors.length > 0) return [title, ...errors.map((one) => `  ${inOptions(one, fieldNames)}`)];
  return [title, detail, ...errors.map(({ pointer, message }) => `  ${pointer || '(all of it)'}: ${message}`)];
}

/** What is wrong with a field, which the message may name itself. */
function inOptions({ pointer, message }: Violation, fieldNames: (field: string) => string): string {
  const field = pointer.split('/').find((part) => part !== '' && !/^\d+$/.test(part));
  if (field === undefined) return message;
  const name = fieldNames(field);
  return message.startsWith(`${field} `) ? `${name}${message.slice(field.length)}` : `${name}: ${message}`;
}

/** Text that goes on behind it, or gets a full stop. */
export const withoutStop = (text: string): string => text.replace(/\.+$/, '');

/**
 * The words of an unknown error, with those of what caused it, since `fetch` says nothing but "fetch failed"; without
 * the full stop.
 */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return withoutStop(String(error));
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return error.cause === undefined ? withoutStop(error.message) : messageOf(error.cause);
}

/**
 * What goes wrong with the file that a command makes, in words; any other error as it is. Before an error of the log is
 * told as one of the data folder.
 */
export function toOutputFileError(path: string, error: unknown): unknown {
  if (error instanceof FileExistsError) return new RefusedError(error.message);
  const isUnwritable = error instanceof UnwritableFileError || (error instanceof Error && 'syscall' in error);
  return isUnwritable ? new UsageError(`${path} can't be written: ${messageOf(error)}.`) : error;
}

/** The system's name for an error, or for what caused it, such as `ECONNREFUSED`. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('errors' in error && Array.isArray(error.errors)) return systemCode(error.errors[0]);
  return 'cause' in error ? systemCode(error.cause) : undefined;
}
