import { BadRequestError } from './problem.js';

/** Objects and lists inside one another. */
export const MAX_DEPTH = 16;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * JSON as it may become part of an event: valid UTF-8, no lone surrogates even if escaped, not too deep, and no
 * `__proto__`. Throws a `BadRequestError` that says where it is not.
 */
export function parseJson(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch (error) {
    throw new BadRequestError(error instanceof SyntaxError ? `Not JSON: ${error.message}.` : 'Not valid UTF-8.');
  }
  check(value, '', 0);
  return value;
}

function check(value: unknown, pointer: string, depth: number): void {
  if (typeof value === 'string') wellFormed(value, pointer);
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) refuse(pointer, 'too-deep', `More than ${MAX_DEPTH} levels deep.`);
  for (const [name, member] of Object.entries(value)) {
    wellFormed(name, pointer);
    const inner = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (name === '__proto__') refuse(inner, 'unknown-field', 'There is no field "__proto__" here.');
    check(member, inner, depth + 1);
  }
}

function wellFormed(text: string, pointer: string): void {
  if (!text.isWellFormed())
    refuse(pointer, 'lone-surrogate', 'The text has half of a surrogate pair: no Unicode text.');
}

function refuse(pointer: string, code: string, message: string): never {
  throw new BadRequestError(message, [{ pointer, code, message }]);
}
