import { repeatedName } from '../lib/repeated-name.js';
import { BadRequestError } from './problem.js';

/** The maximum nesting of objects and arrays. */
export const MAX_DEPTH = 16;
/** The maximum number of values in one body, including objects and arrays. */
const MAX_VALUES = 50_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses JSON that may become part of an event: valid UTF-8, no lone surrogates even if escaped, limited nesting, no
 * `__proto__`, and no name twice in one object. Throws a `BadRequestError` that names the place of the fault if it is known,
 * and has no excerpt of a text that isn't JSON.
 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw new BadRequestError(error instanceof SyntaxError ? faultOf(error) : 'Not valid UTF-8.');
  }
  const seen = { values: 0, names: 0 };
  check(value, [], seen);
  // A name is a string before a colon. There are more of those than names that were parsed if one was dropped.
  if ((text.match(/"\s*:/g)?.length ?? 0) > seen.names) refuseRepeatedName(text);
  return value;
}

/** Messages of the parser that repeat nothing of the text. The others end in an excerpt. */
const WITHOUT_EXCERPT = /^[^"]+ at position \d+(?: \(line \d+ column \d+\))?$|^Unexpected end of JSON input$/;

/** Without an excerpt: the message may be recorded or logged, and would outlast a redaction of the text. */
const faultOf = ({ message }: SyntaxError): string =>
  WITHOUT_EXCERPT.test(message) ? `Not valid JSON: ${message}.` : 'Not valid JSON.';

interface Seen {
  values: number;
  names: number;
}

/** @param path to the value: changed meanwhile, since a copy for each of many values takes longer than their checks */
function check(value: unknown, path: string[], seen: Seen): void {
  if (++seen.values > MAX_VALUES) refuse([], 'too-many', `The JSON has more than ${MAX_VALUES} values.`);
  if (typeof value === 'string') wellFormed(value, path);
  if (typeof value === 'number' && !Number.isFinite(value)) refuse(path, 'too-large', 'The number is too large.');
  if (typeof value !== 'object' || value === null) return;
  if (path.length >= MAX_DEPTH) refuse(path, 'too-deep', `The JSON is nested more than ${MAX_DEPTH} levels deep.`);
  const names = Object.keys(value);
  if (!Array.isArray(value)) seen.names += names.length;
  for (const name of names) {
    wellFormed(name, path);
    path.push(name);
    if (name === '__proto__') refuse(path, 'unknown-field', 'Unknown field "__proto__".');
    check((value as Readonly<Record<string, unknown>>)[name], path, seen);
    path.pop();
  }
}

function refuseRepeatedName(text: string): void {
  const path = repeatedName(text);
  if (path) refuse(path, 'repeated-name', `"${path.at(-1) ?? ''}" is given twice in one object. Keep one of them.`);
}

function wellFormed(text: string, path: readonly string[]): void {
  if (!text.isWellFormed())
    refuse(path, 'lone-surrogate', 'The text contains half of a surrogate pair, which is not valid Unicode.');
}

function refuse(path: readonly string[], code: string, message: string): never {
  const pointer = path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  throw new BadRequestError(message, [{ pointer, code, message }]);
}
