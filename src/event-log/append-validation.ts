import { InvalidAppendError, type ExpectedRevision, type Json, type JsonObject, type NewEvent } from './event-log.js';

/** Limit for the data, the metadata and twice the type names of one append, in bytes of UTF-8. */
const MAX_APPEND_BYTES = 1_048_576;
/** For names of streams and types, in UTF-16 code units. */
const MAX_NAME_LENGTH = 200;
/** Deeper than any sensible event; also ends the traversal of a value that contains itself. */
const MAX_DEPTH = 100;
/** In canonical form, since a store that keeps ids as 16 bytes returns them in lower case. Not the nil UUID. */
const UUID = /^(?![0-]+$)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => UUID.test(text);

/** A valid event, with its data and metadata as JSON text. */
export interface SerialisedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/**
 * Validates an append by the rules of the port and serialises it. Stores call this before anything else, so that an
 * invalid append writes nothing.
 *
 * @throws InvalidAppendError that names the first broken rule
 */
export function checkAppend(
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): readonly SerialisedEvent[] {
  checkName('stream', stream);
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= -1)) {
    throw new InvalidAppendError(`The expected revision must be an integer from -1, not ${expected}.`);
  }
  const serialised = events.map(serialise);
  const bytes = serialised.reduce((sum, event) => sum + sizeOf(event), 0);
  if (bytes > MAX_APPEND_BYTES) {
    throw new InvalidAppendError(`The append takes ${bytes} bytes; at most ${MAX_APPEND_BYTES} are allowed.`);
  }
  return serialised;
}

function serialise(event: NewEvent): SerialisedEvent {
  const { id, type, data, metadata } = event;
  if (!isUuid(id)) throw new InvalidAppendError(`An event's id must be a UUID in lower case, not "${id}".`);
  checkName('type', type);
  checkObject(data, 'data');
  checkObject(metadata, 'metadata');
  return { id, type, data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
}

/** Counted as EventStoreDB does, so that all stores accept the same appends. */
function sizeOf({ type, data, metadata }: SerialisedEvent): number {
  return Buffer.byteLength(data) + Buffer.byteLength(metadata) + 2 * type.length;
}

function checkName(what: 'stream' | 'type', name: string): void {
  if (name === '' || name.length > MAX_NAME_LENGTH || name.startsWith('$') || !name.isWellFormed()) {
    throw new InvalidAppendError(
      `The name of a ${what} must have 1 to ${MAX_NAME_LENGTH} characters of well-formed Unicode and must not start with "$".`,
    );
  }
}

function checkObject(value: JsonObject, name: string): void {
  if (!isPlainObject(value)) throw new InvalidAppendError(`${name} must be a plain object.`);
  checkJson(value, [name]);
}

/** Whether an append would reject this value for its depth. Serialising a deeper one may overflow the stack. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth > MAX_DEPTH || Object.values(value).some((member) => isTooDeep(member, depth + 1));
}

/** The name of the whole, and what leads from there to a part of it: names of members and numbers of items. */
type Path = [string, ...(string | number)[]];

/**
 * Rejects what `JSON.stringify` would change: it drops `undefined`, and writes NaN as null, a Map as {} and a lone
 * surrogate as an escape.
 *
 * @param path to the value: changed meanwhile, since a copy for each of many values takes longer than their checks
 */
function checkJson(value: Json | undefined, path: Path): void {
  if (path.length > MAX_DEPTH + 1) {
    throw new InvalidAppendError(`${textOf(path)} is nested too deeply, or contains itself.`);
  }
  if (typeof value === 'string') {
    checkText(value, path);
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) checkMember(value[index] as Json, index, path);
  } else if (isPlainObject(value)) {
    for (const name of Object.keys(value)) {
      checkText(name, path);
      checkMember(value[name], name, path);
    }
  } else if (value !== null && typeof value !== 'boolean' && !Number.isFinite(value)) {
    throw new InvalidAppendError(`${textOf(path)} must be JSON, not ${typeof value}.`);
  }
}

function checkMember(value: Json | undefined, name: string | number, path: Path): void {
  path.push(name);
  checkJson(value, path);
  path.pop();
}

function checkText(text: string, path: Path): void {
  if (!text.isWellFormed()) {
    throw new InvalidAppendError(`${textOf(path)} contains text that is not well-formed Unicode.`);
  }
}

const textOf = ([whole, ...steps]: Path): string =>
  steps.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${step}`), whole);

/** By the length of the prototype chain: under Jest, an object from `structuredClone` has another `Object.prototype`. */
function isPlainObject(value: unknown): value is Record<string, Json> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
