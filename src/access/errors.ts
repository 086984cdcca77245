import { LedgerError } from '../recording/errors.js';
import type { Scope } from './access.events.js';

/** No key, or none that is known and good. */
export class UnauthenticatedError extends LedgerError {}

/** The key is good, but not for this. */
export class ForbiddenError extends LedgerError {
  constructor(readonly scope: Scope) {
    super(`This needs a key with the scope "${scope}".`);
  }
}
