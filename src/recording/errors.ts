import type { Noun } from './fact.js';

/** Base of what the ledger itself answers to a command that it doesn't carry out. Nothing was written. */
export class LedgerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** One thing that is wrong with a command: where (RFC 6901 JSON Pointer into it), a stable code, and in words. */
export interface Refusal {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** The command breaks a rule, or names what doesn't exist. */
export class CommandRefusedError extends LedgerError {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map(({ message }) => message).join(' '));
  }
}

/** What the request addresses isn't in the ledger. */
export class NotFoundError extends LedgerError {
  constructor(
    readonly noun: string,
    readonly id: string,
  ) {
    super(`There is no ${noun} "${id}".`);
  }
}

/** The id is taken by something else than what the command would register. */
export class AlreadyExistsError extends LedgerError {
  constructor(
    readonly noun: Noun,
    readonly id: string,
  ) {
    super(`The ${noun} "${id}" exists already, and differs from this.`);
  }
}

/** The caller expected another revision (`If-Match`). */
export class RevisionMismatchError extends LedgerError {
  constructor(
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`Expected revision ${expected}, but it is ${actual < 0 ? 'not there' : `at ${actual}`}.`);
  }
}

/** The idempotency key was used before, with another body. */
export class IdempotencyKeyReusedError extends LedgerError {
  constructor() {
    super('This idempotency key was used before with another body.');
  }
}
