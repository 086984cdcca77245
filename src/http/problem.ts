import { HttpException } from '@nestjs/common';
import { ForbiddenError, ForeignPageError, TooManyKeyAttemptsError, UnauthenticatedError } from '../access/errors.js';
import { DamagedReadModelError, NoReadModelError } from '../read-model/current-read-model.js';
import { CursorMismatchError } from '../read-model/pagination.js';
import {
  InvalidAppendError,
  LogUnavailableError,
  StreamDeletedError,
  UnknownOutcomeError,
} from '../event-log/event-log.js';
import { LogDamagedError } from '../event-log/sqlite/errors.js';
import { FolderOwnedError } from '../event-log/data-folder-lock.js';
import {
  AlreadyExistsError,
  CommandRejectedError,
  IdempotencyKeyReusedError,
  NotFoundError,
  type Violation,
  RevisionMismatchError,
} from '../command-handling/errors.js';
import {
  ForeignPositionError,
  PositionNotInLogError,
  NotReadyError,
  NotYetReadableError,
  TooManyAnalysesError,
  TooManyClientsError,
  TooManyDeliveriesError,
  TooManyDryRunsError,
  TooManyExportsError,
  TooManyEvaluationsError,
  TooManyWaitingError,
  TooManyReplaysError,
  WebhooksOffError,
} from './errors.js';
import { UnsealError } from '../lib/secret-box.js';

/** A problem document (RFC 9457). Some kinds have members of their own. */
export interface Problem {
  /** Identifies the kind of problem, such as `urn:claim-ledger:problem:refused`; it never changes. */
  readonly type: string;
  /** The kind of problem in words; it may change. */
  readonly title: string;
  /** The HTTP status. */
  readonly status: number;
  /** What happened, and what to do about it. */
  readonly detail: string;
  /** The path of the request. */
  readonly instance?: string;
  /** The trace of the request, of statuses from 500 on, if the server sends traces: 32 hexadecimal digits. */
  readonly traceId?: string;
  /** The scope that the key lacks, of `forbidden`. */
  readonly scope?: string;
  /** What is wrong with each field. */
  readonly errors?: readonly Violation[];
}

/** Names a kind of problem permanently; `docs/reference/problems.md` explains each. */
const typeOf = (name: string): string => `urn:claim-ledger:problem:${name}`;

type ErrorClass = abstract new (...args: never[]) => Error;

const KINDS: readonly (readonly [ErrorClass, number, string, string])[] = [
  [CommandRejectedError, 422, 'refused', 'Command rejected'],
  [NotFoundError, 404, 'not-found', 'Not found'],
  [AlreadyExistsError, 409, 'already-exists', 'Already exists'],
  [RevisionMismatchError, 412, 'revision-mismatch', 'Revision conflict'],
  [IdempotencyKeyReusedError, 422, 'idempotency-key-reused', 'Idempotency key reused'],
  [ForeignPositionError, 410, 'position-of-another-log', 'Position of another log'],
  [PositionNotInLogError, 410, 'position-not-in-log', 'Position not in the log'],
  [NotYetReadableError, 503, 'not-yet-readable', 'Not yet readable'],
  [NotReadyError, 503, 'not-ready', 'Not ready'],
  [NoReadModelError, 503, 'no-read-model', 'No read model yet'],
  [FolderOwnedError, 409, 'rebuild-in-progress', 'Rebuild in progress'],
  [CursorMismatchError, 400, 'cursor-mismatch', 'Cursor mismatch'],
  [UnauthenticatedError, 401, 'unauthenticated', 'Authentication required'],
  [TooManyKeyAttemptsError, 429, 'too-many-invalid-keys', 'Too many invalid keys'],
  [ForbiddenError, 403, 'forbidden', 'Insufficient scope'],
  [ForeignPageError, 403, 'foreign-page', 'Page of another origin'],
  [InvalidAppendError, 422, 'refused', 'Command rejected'],
  [TooManyClientsError, 503, 'too-many-clients', 'Too many feed clients'],
  [TooManyExportsError, 503, 'too-many-exports', 'Too many concurrent exports'],
  [TooManyDryRunsError, 503, 'too-many-dry-runs', 'Too many concurrent dry runs'],
  [TooManyReplaysError, 503, 'too-many-replays', 'Too many replays'],
  [TooManyAnalysesError, 503, 'too-many-analyses', 'Too many analyses'],
  [TooManyEvaluationsError, 503, 'too-many-evaluations', 'Too many reads under scenarios'],
  [TooManyWaitingError, 503, 'too-many-waiting', 'Too many requests are waiting'],
  [TooManyDeliveriesError, 503, 'too-many-deliveries', 'Too many deliveries wait'],
  [WebhooksOffError, 503, 'webhooks-off', 'Webhooks are off'],
  [UnsealError, 503, 'secrets-key-missing', 'Key of a secret missing'],
  [StreamDeletedError, 410, 'stream-deleted', 'Deleted in the event store'],
  [LogUnavailableError, 503, 'log-unavailable', 'Event log unavailable'],
  [LogDamagedError, 503, 'log-damaged', 'Event log damaged'],
  [DamagedReadModelError, 503, 'read-model-damaged', 'Read model damaged'],
  [UnknownOutcomeError, 503, 'outcome-unknown', 'Outcome unknown'],
];

/** Problems of the framework, or of the parser below it. */
const PLAIN: Readonly<Record<number, readonly [name: string, title: string]>> = {
  400: ['bad-request', 'Bad request'],
  404: ['no-route', 'No such route'],
  405: ['method-not-allowed', 'Method not allowed'],
  406: ['not-acceptable', 'Not acceptable'],
  408: ['request-timeout', 'Request timeout'],
  413: ['content-too-large', 'Content too large'],
  414: ['uri-too-long', 'URI too long'],
  415: ['unsupported-media-type', 'Unsupported media type'],
  429: ['too-many-requests', 'Too many requests'],
  431: ['headers-too-large', 'Request header fields too large'],
};

/** Every kind of problem. */
export function problemKinds(): readonly { readonly status: number; readonly type: string; readonly title: string }[] {
  const known = KINDS.map(([, status, name, title]) => ({ status, type: typeOf(name), title }));
  const plain = [...Object.keys(PLAIN).map(Number), 500].map((status) => {
    const { type, title } = problem(status, '');
    return { status, type, title };
  });
  return [...known, ...plain];
}

export function problem(status: number, detail: string, errors?: readonly Violation[]): Problem {
  const [name, title] = PLAIN[status] ?? ['internal-error', 'Internal error'];
  return { type: typeOf(name), title, status, detail, ...(errors && { errors }) };
}

/** The problem document for an error. Internal errors reveal nothing. */
export function problemOf(error: unknown, requestId?: string): Problem {
  const kind = KINDS.find(([type]) => error instanceof type);
  if (kind && error instanceof Error) {
    const [, status, name, title] = kind;
    return { type: typeOf(name), title, status, detail: detailOf(error), ...membersOf(error) };
  }
  if (error instanceof BadRequestError) return problem(400, error.message, error.errors);
  const status = error instanceof HttpException ? error.getStatus() : statusCodeOf(error);
  if (error instanceof Error && status < 500) return problem(status, error.message);
  return problem(500, internalDetail(requestId));
}

const internalDetail = (requestId: string | undefined): string =>
  `The server failed to process this. Its own log has the reason${requestId === undefined ? '' : `, under the request id ${requestId}`}.`;

/** The messages of log errors are replaced unless they have a public reason: they may contain the address of the event store. */
function detailOf(error: Error): string {
  if (error instanceof LogUnavailableError) {
    return (
      error.publicReason ??
      "The event log can't be reached, and nothing was recorded. Retry later. The server's own log has the reason."
    );
  }
  if (error instanceof LogDamagedError) return error.publicReason;
  if (error instanceof UnknownOutcomeError) {
    return "The event log didn't confirm whether this was recorded. Retry with the same Idempotency-Key: it is recorded at most once.";
  }
  return error.message;
}

function membersOf(error: Error): object {
  if (error instanceof CommandRejectedError) return { errors: error.violations };
  if (error instanceof ForbiddenError) return { scope: error.scope };
  return error instanceof NotReadyError ? error.members : {};
}

/** The request itself can't be read: its body, its address or its parameters. */
export class BadRequestError extends Error {
  constructor(
    message: string,
    readonly errors?: readonly Violation[],
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** Fastify's own errors carry a status code. */
function statusCodeOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
