import type { Violation } from '../command-handling/errors.js';
import { type DtoClass, EXACTLY_ONE_OF } from './dto-class.js';
import { type Check, type Field, planOf, type ValidationPlan } from './validation-plan.js';

type Fields = Readonly<Record<string, unknown>>;

/** Where a value is: its JSON Pointer, and its name in messages, such as `cites[1].use`. */
interface Place {
  readonly pointer: string;
  readonly label: string;
}

/** Of one object; no command has more, and listing more would only cost time. */
const MAX_MEMBERS = 200;

/**
 * What is wrong with a body by the decorators of its class: for each field the first check that fails, and for lists
 * that of each item. Empty if nothing is wrong. The checks are class-validator's, the messages are not.
 *
 * @param at the JSON Pointer of the body
 */
export function violationsIn(dto: DtoClass, body: object, at = ''): Violation[] {
  return inObject(planOf(dto), body as Fields, { pointer: at, label: '' });
}

function inObject({ dto, fields, names }: ValidationPlan, body: Fields, place: Place): Violation[] {
  const given = Object.keys(body);
  if (given.length > MAX_MEMBERS) {
    const message = `${place.label || 'The object'} has more than ${MAX_MEMBERS} members.`;
    return [{ pointer: place.pointer, code: 'too-many', message }];
  }
  const violations: Violation[] = [];
  const object = Object.create(dto.prototype as object) as Record<string, unknown>;
  for (const name of given) {
    if (names.has(name)) object[name] = body[name];
    else violations.push(unknownField(name, place));
  }
  for (const field of fields) {
    const found = inField(field, object, place);
    if (found.length > 0) violations.push(...found);
  }
  return violations;
}

function unknownField(name: string, { pointer }: Place): Violation {
  const escaped = name.replaceAll('~', '~0').replaceAll('/', '~1');
  return { pointer: `${pointer}/${escaped}`, code: 'unknown-field', message: `Unknown field "${name}".` };
}

const NONE: readonly Violation[] = [];

function inField(field: Field, object: Fields, parent: Place): readonly Violation[] {
  const { target, name, conditions, checks, nested } = field;
  const value = object[name];
  for (const condition of conditions) if (!condition(object, value)) return NONE;
  for (const check of checks) {
    const args = { targetName: target, property: name, object, value, constraints: check.constraints as unknown[] };
    const holds = (one: unknown) => check.constraint.validate(one, args) === true;
    if (!check.each || !Array.isArray(value)) {
      if (!holds(value)) return [violationOf(check, value, memberOf(parent, name), parent)];
    } else if (!value.every(holds)) {
      const place = memberOf(parent, name);
      return value.flatMap((item, index) =>
        holds(item) ? [] : [violationOf(check, item, itemOf(place, index), parent)],
      );
    }
  }
  if (!nested) return NONE;
  const place = memberOf(parent, name);
  return Array.isArray(value)
    ? value.flatMap((item, index) => inObject(nested, item as Fields, itemOf(place, index)))
    : inObject(nested, value as Fields, place);
}

function violationOf({ name, message, constraints }: Check, value: unknown, place: Place, parent: Place): Violation {
  const isOfParent = name === EXACTLY_ONE_OF;
  if (value === undefined && !isOfParent) {
    return { pointer: place.pointer, code: 'missing', message: `${place.label} is required.` };
  }
  const code = CODES[name] ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const text = message(value, constraints).replaceAll('$property', () => place.label);
  return { pointer: isOfParent ? parent.pointer : place.pointer, code, message: text };
}

/** Codes that differ from the name of the check. */
const CODES: Readonly<Record<string, string>> = {
  isIn: 'not-in-list',
  fuzzyTime: 'invalid-time',
  point: 'invalid-time',
  dayOrInstant: 'invalid-time',
};

/** @param name of a field of a class, which needs no escaping */
const memberOf = ({ pointer, label }: Place, name: string): Place => ({
  pointer: `${pointer}/${name}`,
  label: label === '' ? name : `${label}.${name}`,
});

const itemOf = ({ pointer, label }: Place, index: number): Place => ({
  pointer: `${pointer}/${index}`,
  label: `${label}[${index}]`,
});
