import { HttpException } from '@nestjs/common';
import { ForbiddenError, UnauthenticatedError } from '../access/errors.js';
import { NoReadModelError } from '../read-model/current-read-model.js';
import { CursorMismatchError } from '../read-model/pagination.js';
import { InvalidAppendError, LogUnavailableError, UnknownOutcomeError } from '../event-log/event-log.js';
import { FolderOwnedError } from '../event-log/data-folder-lock.js';
import {
  AlreadyExistsError,
  CommandRejectedError,
  IdempotencyKeyReusedError,
  NotFoundError,
  type Refusal,
  RevisionMismatchError,
} from '../command-handling/errors.js';
import {
  ForeignPositionError,
  NotReadyError,
  NotYetReadableError,
  TooManyClientsError,
  TooManyExportsError,
} from './errors.js';

/** RFC 9457. `type` is stable; `errors` says what is wrong with each field. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance?: string;
  readonly errors?: readonly Refusal[];
}

/** Names a kind of problem for ever; `docs/reference/problems.md` explains each. */
const typeOf = (name: string): string => `urn:claim-ledger:problem:${name}`;

type ErrorClass = abstract new (...args: never[]) => Error;

const KINDS: readonly (readonly [ErrorClass, number, string, string])[] = [
  [CommandRejectedError, 422, 'refused', 'The command is refused'],
  [NotFoundError, 404, 'not-found', 'Not in the ledger'],
  [AlreadyExistsError, 409, 'already-exists', 'The id is taken'],
  [RevisionMismatchError, 412, 'revision-mismatch', 'Not at the revision expected'],
  [IdempotencyKeyReusedError, 422, 'idempotency-key-reused', 'The idempotency key is taken'],
  [ForeignPositionError, 410, 'position-of-another-log', 'The position means nothing here'],
  [NotYetReadableError, 503, 'not-yet-readable', "It can't be read here yet"],
  [NotReadyError, 503, 'not-ready', 'Not ready'],
  [NoReadModelError, 503, 'no-read-model', 'The read model is being made'],
  [FolderOwnedError, 409, 'made-elsewhere', 'Another process makes a read model'],
  [CursorMismatchError, 400, 'cursor-mismatch', 'The cursor belongs to another list'],
  [UnauthenticatedError, 401, 'unauthenticated', 'A key is needed'],
  [ForbiddenError, 403, 'forbidden', 'The key is not good for this'],
  [InvalidAppendError, 422, 'refused', 'The command is refused'],
  [TooManyClientsError, 503, 'too-many-clients', 'Too many clients follow feeds'],
  [TooManyExportsError, 503, 'too-many-exports', 'Too many exports at once'],
  [LogUnavailableError, 503, 'log-unavailable', "The log can't be reached"],
  [UnknownOutcomeError, 503, 'outcome-unknown', "It isn't known whether this was recorded"],
];

/** What the framework, or the parser below it, answers with. */
const PLAIN: Readonly<Record<number, readonly [name: string, title: string]>> = {
  400: ['bad-request', "The request can't be read"],
  404: ['no-route', 'There is nothing at this address'],
  405: ['method-not-allowed', 'This address knows no such method'],
  406: ['not-acceptable', 'Nothing that is sent here is accepted'],
  408: ['too-slow', 'The request took too long to arrive'],
  413: ['too-large', 'The body is too large'],
  414: ['too-long', 'The address is too long'],
  415: ['unsupported-media-type', 'The body is of a type that is not read here'],
  429: ['too-many-requests', 'Too many requests'],
  431: ['headers-too-large', 'The headers are too large'],
};

/** Every kind of problem there is. */
export function problemKinds(): readonly { readonly status: number; readonly type: string; readonly title: string }[] {
  const known = KINDS.map(([, status, name, title]) => ({ status, type: typeOf(name), title }));
  const plain = [...Object.keys(PLAIN).map(Number), 500].map((status) => {
    const { type, title } = problem(status, '');
    return { status, type, title };
  });
  return [...known, ...plain];
}

export function problem(status: number, detail: string, errors?: readonly Refusal[]): Problem {
  const [name, title] = PLAIN[status] ?? ['internal-error', 'Something went wrong here'];
  return { type: typeOf(name), title, status, detail, ...(errors && { errors }) };
}

/** What a caller is told of an error; nothing of one that is not meant for callers. */
export function problemOf(error: unknown): Problem {
  const kind = KINDS.find(([type]) => error instanceof type);
  if (kind && error instanceof Error) {
    const [, status, name, title] = kind;
    return { type: typeOf(name), title, status, detail: detailOf(error), ...membersOf(error) };
  }
  if (error instanceof BadRequestError) return problem(400, error.message, error.errors);
  const status = error instanceof HttpException ? error.getStatus() : statusCodeOf(error);
  if (error instanceof Error && status < 500) return problem(status, error.message);
  return problem(500, 'The request was understood, but could not be carried out. The log of the server says why.');
}

/** Of the log not its own words: they may say where it is, and that isn't for every caller. */
function detailOf(error: Error): string {
  if (error instanceof LogUnavailableError) {
    return "It can't be read or written just now, and nothing was recorded. The server's own log says why.";
  }
  if (error instanceof UnknownOutcomeError) {
    return "The log didn't say whether it took this. Send it again with the same Idempotency-Key, and it is known.";
  }
  return error.message;
}

function membersOf(error: Error): object {
  if (error instanceof CommandRejectedError) return { errors: error.refusals };
  return error instanceof NotReadyError ? error.members : {};
}

/** The request itself can't be read: its body, its address or its parameters. */
export class BadRequestError extends Error {
  constructor(
    message: string,
    readonly errors?: readonly Refusal[],
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** Fastify's own errors carry the status that they stand for. */
function statusCodeOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
