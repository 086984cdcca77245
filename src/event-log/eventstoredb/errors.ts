import { ErrorType } from '@eventstore/db-client';
import { EventLogError, LogUnavailableError, WrongExpectedRevisionError, type ExpectedRevision } from '../event-log.js';

/**
 * What a failed call means: `refused` for good; `not-made` for a reason that passes; `unknown` if it may have been
 * made all the same.
 */
export type Failure = 'refused' | 'not-made' | 'unknown';

/** The server, or the way to it, fell silent or broke off; the client has no error for it. */
export class BrokenOffError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

const REFUSED = new Set<string | undefined>([
  ErrorType.ACCESS_DENIED,
  ErrorType.INVALID_ARGUMENT,
  ErrorType.INVALID_TRANSACTION,
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
  ErrorType.MISSING_REQUIRED_METADATA_PROPERTY,
  ErrorType.STREAM_DELETED,
  ErrorType.STREAM_NOT_FOUND,
  ErrorType.WRONG_EXPECTED_VERSION,
]);
/** Invalid argument, not found, already exists, permission denied, failed precondition, out of range, unimplemented, unauthenticated. */
const REFUSED_CODES = new Set<unknown>([3, 5, 6, 7, 9, 11, 12, 16]);
/** No connection, no name for the host, no leader found; or the server says that it doesn't take it just now. */
const NOT_MADE =
  /No connection established|ECONNREFUSED|ENOTFOUND|Name resolution|discover|Is Busy|Not Ready|No leader/i;

/** What the libraries below say of what is often only a mistake in the connection string. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [
    /wrong version number|packet length too long/,
    'what answers there speaks no TLS; if it runs insecurely, add ?tls=false',
  ],
  [/Protocol error|Failed to connect/, 'what answers there is no EventStoreDB, or expects TLS'],
];

/** The name that the client has for an error, such as `stream-not-found`. */
export function typeOf(error: unknown): string | undefined {
  const type = field(error, 'type');
  return typeof type === 'string' ? type : undefined;
}

/** Told by name, by the number that gRPC has for it, and by text, since the client lets some through as they come. */
export function failureOf(error: unknown): Failure {
  if (error instanceof BrokenOffError) return 'unknown';
  // A call within this one has tried what there is to try, and says so.
  if (error instanceof EventLogError) return 'refused';
  const type = typeOf(error);
  // One append that comes to another node than the leader ends the call of all; the others may have been made.
  if (type === ErrorType.NOT_LEADER) return 'unknown';
  const code = field(error, 'code');
  if (REFUSED.has(type) || REFUSED_CODES.has(code)) return 'refused';
  if (error instanceof Error && NOT_MADE.test(error.message)) return 'not-made';
  return type === undefined && code === undefined ? 'refused' : 'unknown';
}

/** What a call that was refused for good means to the port; an error that is none of the server's is given back. */
export function refusal(error: unknown): unknown {
  const type = typeOf(error);
  if (type === ErrorType.ACCESS_DENIED) {
    return new LogUnavailableError('The event store refuses this user, or this password.', { cause: error });
  }
  if (type === ErrorType.STREAM_DELETED) {
    return new EventLogError('The stream was deleted in the event store; nothing brings it back.', { cause: error });
  }
  if (error instanceof EventLogError || (type === undefined && field(error, 'code') === undefined)) return error;
  return new EventLogError(`The event store refuses this: ${reasonOf(error)}.`, { cause: error });
}

/** Whether the log can't be used for a reason that passes. */
export const isPassing = (error: unknown): boolean =>
  error instanceof LogUnavailableError && error.cause !== undefined && failureOf(error.cause) !== 'refused';

/** The port's error for a conflict; undefined for another error. */
export function conflictOf(
  error: unknown,
  stream: string,
  expected: ExpectedRevision,
): WrongExpectedRevisionError | undefined {
  if (typeOf(error) !== ErrorType.WRONG_EXPECTED_VERSION) return undefined;
  const actual = field(error, 'actualVersion');
  return new WrongExpectedRevisionError(stream, expected, typeof actual === 'bigint' ? Number(actual) : -1);
}

/** In a few words, on one line, without the full stop. */
export function reasonOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : '')
    .replace(/^\d+ [A-Z_]+: /, '')
    .replace(/^No connection established\. Last error: (?:Error: )?/, '')
    .replace(/Resolution note:[^]*$/, '')
    .replace(/[.\s]+$/, '')
    .replace(/\s+/g, ' ');
  const [, plain] = PLAIN.find(([pattern]) => pattern.test(text)) ?? [];
  return plain ?? (text === '' ? (typeOf(error) ?? 'no reason given') : text);
}

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null && name in error
    ? (error as Record<string, unknown>)[name]
    : undefined;
}
