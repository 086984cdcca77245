import { LedgerError } from '../command-handling/errors.js';
import type { Scope } from './access.events.js';

/** The request has no key, or one that is unknown or invalid. */
export class UnauthenticatedError extends LedgerError {
  constructor(
    message: string,
    /** Whether the request had a key. */
    readonly keyShown = false,
  ) {
    super(message);
  }
}

/** So many invalid keys came from the address of the request that the server checks none from there for now. */
export class TooManyKeyAttemptsError extends LedgerError {
  constructor(readonly retryAfterSeconds: number) {
    super(
      `Too many different keys from this address were invalid, so the server didn't check this one. Retry in ${retryAfterSeconds} seconds.`,
    );
  }
}

/** The key is valid, but lacks the scope. */
export class ForbiddenError extends LedgerError {
  constructor(readonly scope: Scope) {
    super(`This request needs a key with the scope "${scope}".`);
  }
}

/** The request comes from a page of another origin, or may come from one, so no cookie counts in it. */
export class ForeignPageError extends LedgerError {
  constructor(reason: string) {
    super(`${reason}. Other clients send their key in the header "Authorization: Bearer clk_…".`);
  }
}

const CHALLENGE = 'Bearer realm="claim-ledger"';

/** The value of `WWW-Authenticate` for an error (RFC 6750, section 3); undefined for other errors. */
export function challengeOf(error: unknown): string | undefined {
  if (error instanceof ForbiddenError) return `${CHALLENGE}, error="insufficient_scope", scope="${error.scope}"`;
  if (!(error instanceof UnauthenticatedError)) return undefined;
  return error.keyShown ? `${CHALLENGE}, error="invalid_token"` : CHALLENGE;
}
