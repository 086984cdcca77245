import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { CommandRejectedError, type Violation } from '../command-handling/errors.js';
import { type DtoClass, EXACTLY_ONE_OF } from './dto-class.js';
import { isValid } from './fast-validation.js';

/**
 * Checks a parsed JSON body against a DTO class. The body itself, not an instance of the class, becomes the event.
 * Throws a `CommandRejectedError` that names every invalid field.
 */
export function validate(dto: DtoClass, body: unknown, at = ''): asserts body is Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new CommandRejectedError([{ pointer: at, code: 'not-an-object', message: 'Must be a JSON object.' }]);
  }
  if (isValid(dto, body)) return;
  const reserved = reservedNames(body, at);
  if (reserved.length > 0) throw new CommandRejectedError(reserved);
  const errors = validateSync(plainToInstance(dto, body), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false },
  });
  if (errors.length > 0) throw new CommandRejectedError(errors.flatMap((error) => violationsOf(error, at)));
}

/** Of one object or list; no command has more, and checking more would only cost time. */
const MAX_MEMBERS = 200;

/** Names that every object inherits: class-transformer passes over them in silence, or stumbles. No field is named so. */
function reservedNames(value: unknown, at: string): Violation[] {
  if (typeof value !== 'object' || value === null) return [];
  const members = Object.entries(value);
  if (members.length > MAX_MEMBERS)
    return [{ pointer: at, code: 'too-many', message: `Has more than ${MAX_MEMBERS} members.` }];
  return members.flatMap(([name, member]) => {
    const pointer = pointerTo(at, name);
    return name in Object.prototype ? [{ pointer, ...unknownField(name) }] : reservedNames(member, pointer);
  });
}

const pointerTo = (parent: string, name: string): string =>
  `${parent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const unknownField = (name: string) => ({ code: 'unknown-field', message: `Unknown field "${name}".` });

function violationsOf(error: ValidationError, parent: string): Violation[] {
  const { property, constraints = {}, children = [] } = error;
  const pointer = pointerTo(parent, property);
  const own = Object.entries(constraints).map(([code, message]) => ({
    pointer: code === EXACTLY_ONE_OF ? parent : pointer,
    ...named(code, message, error),
  }));
  return [...own, ...children.flatMap((child) => violationsOf(child, pointer))];
}

function named(code: string, message: string, { property, value }: ValidationError): { code: string; message: string } {
  if (code === 'whitelistValidation') return unknownField(property);
  if (value === undefined && code !== EXACTLY_ONE_OF) return { code: 'missing', message: `${property} is required.` };
  return { code: CODES[code] ?? code.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), message };
}

/** Codes that differ from the validator's own name. */
const CODES: Readonly<Record<string, string>> = {
  isIn: 'not-in-list',
  fuzzyTime: 'invalid-time',
  point: 'invalid-time',
  dayOrInstant: 'invalid-time',
};
