import { CommandRejectedError } from '../command-handling/errors.js';
import type { DtoClass } from './dto-class.js';
import { violationsIn } from './violations.js';

/**
 * Checks a parsed JSON body against a DTO class. The body itself, not an instance of the class, becomes the event.
 * Throws a `CommandRejectedError` that names every invalid field.
 */
export function validate(dto: DtoClass, body: unknown, at = ''): asserts body is Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new CommandRejectedError([{ pointer: at, code: 'not-an-object', message: 'Must be a JSON object.' }]);
  }
  const violations = violationsIn(dto, body, at);
  if (violations.length > 0) throw new CommandRejectedError(violations);
}
