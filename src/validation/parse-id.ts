import { CommandRejectedError } from '../command-handling/errors.js';
import { SLUG } from './field-decorators.js';

/** Throws a `CommandRejectedError` for an id that no stream may have. */
export function parseId(id: unknown, pointer = '/id'): string {
  if (typeof id === 'string' && SLUG.test(id)) return id;
  const message = 'An id is 1 to 64 of a-z, 0-9 and hyphens, a hyphen neither first nor last.';
  throw new CommandRejectedError([{ pointer, code: 'invalid-id', message }]);
}
