import { ErrorType } from '@eventstore/db-client';
import {
  EventLogError,
  LogUnavailableError,
  StreamDeletedError,
  WrongExpectedRevisionError,
  type ExpectedRevision,
} from '../event-log.js';

/**
 * What a failed call means. `refused`: permanently; `not-made`: it was not made, for a temporary reason; `unknown`: it may
 * have been made.
 */
export type Failure = 'refused' | 'not-made' | 'unknown';

/** The server stopped responding or the connection ended, where the client has no error of its own. */
export class BrokenOffError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** A call was not sent, because the log could not be verified before, for a temporary reason. */
export class NotSentError extends Error {
  constructor(cause: unknown) {
    super(reasonOf(cause), { cause });
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
/** No connection, unknown host name, no leader; or the server doesn't accept it now. */
const NOT_MADE =
  /No connection established|ECONNREFUSED|ENOTFOUND|Name resolution|discover|Is Busy|Not Ready|No leader/i;

/** Messages of the client that usually come from a mistake in the connection string, with plainer ones. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [
    /wrong version number|packet length too long/,
    "the server there doesn't use TLS; if it runs insecurely, add ?tls=false",
  ],
  [/Protocol error|Failed to connect/, 'the server there is not EventStoreDB, or requires TLS'],
  [
    /self-signed certificate|unable to verify the first certificate|unable to get (?:local )?issuer certificate/,
    "the server's certificate is not signed by the authority in tlsCAFile or, without tlsCAFile, by a public one",
  ],
  [/certificate has expired|certificate is not yet valid/, "the server's certificate has expired, or is not yet valid"],
  [/certificate's altnames/, "the server's certificate doesn't name the host in the connection string"],
];

/** The client's type of an error, such as `stream-not-found`. */
export function typeOf(error: unknown): string | undefined {
  const type = field(error, 'type');
  return typeof type === 'string' ? type : undefined;
}

/** By the client's type, by gRPC's code, and by the text, since the client passes some errors through unchanged. */
export function failureOf(error: unknown): Failure {
  if (error instanceof BrokenOffError) return 'unknown';
  if (error instanceof NotSentError) return 'not-made';
  // A nested call has already retried.
  if (error instanceof EventLogError) return 'refused';
  const type = typeOf(error);
  // An append that reaches another node than the leader ends the shared call; the other appends may have been made.
  if (type === ErrorType.NOT_LEADER) return 'unknown';
  const code = field(error, 'code');
  if (REFUSED.has(type) || REFUSED_CODES.has(code)) return 'refused';
  if (error instanceof Error && NOT_MADE.test(error.message)) return 'not-made';
  return type === undefined && code === undefined ? 'refused' : 'unknown';
}

const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

/** The port's error for a call that was refused. Errors that aren't the server's are returned unchanged. */
export function refusal(error: unknown): unknown {
  const type = typeOf(error);
  const code = field(error, 'code');
  if (type === ErrorType.ACCESS_DENIED || code === PERMISSION_DENIED || code === UNAUTHENTICATED) {
    const what =
      code === UNAUTHENTICATED
        ? 'The event store rejects the user or the password.'
        : "The event store denies access: the user must be allowed to read $all, and to read and write the ledger's streams.";
    const publicReason = `${what} Nothing is written to it.`;
    return new LogUnavailableError(what, { cause: error, reason: 'access-denied', publicReason });
  }
  if (type === ErrorType.STREAM_DELETED) {
    return new StreamDeletedError("The stream was deleted in the event store and can't be restored.", { cause: error });
  }
  if (error instanceof EventLogError || (type === undefined && code === undefined)) return error;
  return new EventLogError(`The event store rejects this: ${reasonOf(error)}.`, { cause: error });
}

/** The port's error for a call that failed for a temporary reason. */
export function unavailable(hosts: string, error: unknown): LogUnavailableError {
  const reason = reasonOf(error);
  const message = `The event store at ${hosts} can't be used: ${reason}.`;
  if (!reason.includes("the server's certificate")) return new LogUnavailableError(message, { cause: error });
  const publicReason =
    "The event store's certificate can't be verified; the server's own log says why. Nothing is written to it.";
  return new LogUnavailableError(message, { cause: error, reason: 'certificate', publicReason });
}

/** Whether the log can't be used for a temporary reason. */
export const isPassing = (error: unknown): boolean =>
  error instanceof LogUnavailableError && error.cause !== undefined && failureOf(error.cause) !== 'refused';

/** The port's error for a conflict; undefined for other errors. */
export function conflictOf(
  error: unknown,
  stream: string,
  expected: ExpectedRevision,
): WrongExpectedRevisionError | undefined {
  if (typeOf(error) !== ErrorType.WRONG_EXPECTED_VERSION) return undefined;
  const actual = field(error, 'actualVersion');
  return new WrongExpectedRevisionError(stream, expected, typeof actual === 'bigint' ? Number(actual) : -1);
}

/** The message of an error, on one line and without the final full stop. */
export function reasonOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : '')
    .replace(/^\d+ [A-Z_]+: /, '')
    .replace(/^No connection established\. Last error: (?:Error: )?/, '')
    .replace(/Resolution note:[^]*$/, '')
    .replace(/(?<![.\s])[.\s]+$/, '')
    .replace(/\s+/g, ' ');
  const [, plain] = PLAIN.find(([pattern]) => pattern.test(text)) ?? [];
  return plain ?? (text === '' ? (typeOf(error) ?? 'no reason given') : text);
}

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null && name in error
    ? (error as Record<string, unknown>)[name]
    : undefined;
}
