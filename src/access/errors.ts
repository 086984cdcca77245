import { LedgerError } from '../command-handling/errors.js';
import type { Scope } from './access.events.js';

/** No key, or none that is known and good. */
export class UnauthenticatedError extends LedgerError {
  constructor(
    message: string,
    /** Whether a key was shown at all. */
    readonly keyShown = false,
  ) {
    super(message);
  }
}

/** The key is good, but not for this. */
export class ForbiddenError extends LedgerError {
  constructor(readonly scope: Scope) {
    super(`This request needs a key with the scope "${scope}".`);
  }
}

const CHALLENGE = 'Bearer realm="claim-ledger"';

/** What `WWW-Authenticate` says of an error (RFC 6750, section 3); undefined for errors of another sort. */
export function challengeOf(error: unknown): string | undefined {
  if (error instanceof ForbiddenError) return `${CHALLENGE}, error="insufficient_scope", scope="${error.scope}"`;
  if (!(error instanceof UnauthenticatedError)) return undefined;
  return error.keyShown ? `${CHALLENGE}, error="invalid_token"` : CHALLENGE;
}
