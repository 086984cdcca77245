import type { AggregateType } from '../domain/domain-event.js';

/** Base of the errors with which the ledger itself rejects a command. Nothing was written. */
export class LedgerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** One fault of a request. */
export interface Violation {
  /** Where the fault is: a JSON Pointer (RFC 6901) into the body, or `/name` of a parameter; empty for the whole. */
  readonly pointer: string;
  /** A stable code. */
  readonly code: string;
  /** What is wrong, in words; the text may change. */
  readonly message: string;
}

/** The command violates a rule, or refers to something that doesn't exist. */
export class CommandRejectedError extends LedgerError {
  constructor(readonly violations: readonly Violation[]) {
    super(violations.map(({ message }) => message).join(' '));
  }
}

/** The resource that the request addresses isn't in the ledger. */
export class NotFoundError extends LedgerError {
  constructor(
    readonly noun: string,
    readonly id: string,
    asOf?: string,
  ) {
    super(asOf === undefined ? `There is no ${noun} "${id}".` : `There was no ${noun} "${id}" as of ${asOf}.`);
  }
}

/** Something else than what the command would register has this id. */
export class AlreadyExistsError extends LedgerError {
  constructor(
    readonly noun: AggregateType,
    readonly id: string,
  ) {
    super(`The ${noun} "${id}" already exists, with other attributes. Choose another id, or amend it.`);
  }
}

/** One revision, or any of several; −1 for a stream that must not exist, `existing` for one that must. */
export type RevisionPrecondition = number | readonly number[] | 'existing';

/** The caller expected another revision (`If-Match`, `If-None-Match`). `actual` is −1 if there is no stream. */
export class RevisionMismatchError extends LedgerError {
  constructor(
    readonly expected: RevisionPrecondition,
    readonly actual: number,
  ) {
    super(
      `The request expects ${wordsFor(expected)}, ${actual < 0 ? 'but the target does not exist' : `but the target is at revision ${actual}`}.`,
    );
  }
}

/** Tags are compared strongly for writes: a weak one never matches. */
const NO_REVISION =
  'a revision by a tag that names none (send the ETag of a response as it was, without "W/", which a proxy may have added)';

function wordsFor(expected: RevisionPrecondition): string {
  if (expected === 'existing') return 'an existing target';
  if (expected === -1) return 'that the target does not exist yet';
  const revisions = typeof expected === 'number' ? [expected] : expected;
  return revisions.length === 0 ? NO_REVISION : `revision ${revisions.join(' or ')}`;
}

/** The idempotency key was used before, with another body. */
export class IdempotencyKeyReusedError extends LedgerError {
  constructor() {
    super('This idempotency key was used before with another body.');
  }
}
