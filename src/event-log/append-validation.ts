import { InvalidAppendError, type ExpectedRevision, type Json, type JsonObject, type NewEvent } from './event-log.js';

/** The most that data, metadata and twice the type's length may take in one append, in bytes of UTF-8. */
const MAX_APPEND_BYTES = 1_048_576;
/** The longest name of a stream or type, in UTF-16 code units. */
const MAX_NAME_LENGTH = 200;
/** No honest event is nested deeper; the bound also ends the walk of a value that contains itself. */
const MAX_DEPTH = 100;
/** Canonical form only: a store that keeps ids as 16 bytes gives them back in lower case. The nil UUID names nothing. */
const UUID = /^(?![0-]+$)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => UUID.test(text);

/** An event that keeps the port's rules, its data and metadata as JSON text. */
export interface SerialisedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/**
 * Checks an append against the rules that hold for every store, and serialises it. A store calls this before anything
 * else, so that an append that breaks a rule is refused whole.
 *
 * @throws InvalidAppendError naming the first rule broken.
 */
export function checkAppend(
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): readonly SerialisedEvent[] {
  checkName('stream', stream);
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= -1)) {
    throw new InvalidAppendError(`An expected revision is an integer from -1, not ${expected}.`);
  }
  const serialised = events.map(serialise);
  const bytes = serialised.reduce((sum, event) => sum + sizeOf(event), 0);
  if (bytes > MAX_APPEND_BYTES) {
    throw new InvalidAppendError(`One append takes at most ${MAX_APPEND_BYTES} bytes, this one takes ${bytes}.`);
  }
  return serialised;
}

function serialise(event: NewEvent): SerialisedEvent {
  const { id, type, data, metadata } = event;
  if (!isUuid(id)) throw new InvalidAppendError(`An event's id is a UUID in lower case, not "${id}".`);
  checkName('type', type);
  checkObject(data, 'data');
  checkObject(metadata, 'metadata');
  return { id, type, data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
}

/** Counted as EventStoreDB does, so that what one store takes, the other takes too. */
function sizeOf({ type, data, metadata }: SerialisedEvent): number {
  return Buffer.byteLength(data) + Buffer.byteLength(metadata) + 2 * type.length;
}

function checkName(what: 'stream' | 'type', name: string): void {
  if (name === '' || name.length > MAX_NAME_LENGTH || name.startsWith('$') || !name.isWellFormed()) {
    throw new InvalidAppendError(
      `The name of a ${what} has 1 to ${MAX_NAME_LENGTH} characters of well-formed Unicode and doesn't start with "$".`,
    );
  }
}

function checkObject(value: JsonObject, path: string): void {
  if (!isPlainObject(value)) throw new InvalidAppendError(`${path} is no plain object.`);
  checkJson(value, path, 0);
}

/** Whether an append of it is refused for its depth; what only wants to write it as text may run out of its stack. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth > MAX_DEPTH || Object.values(value).some((member) => isTooDeep(member, depth + 1));
}

/** JSON.stringify would drop `undefined`, write NaN as null, a Map as {} and a lone surrogate as an escape: all refused. */
function checkJson(value: Json | undefined, path: string, depth: number): void {
  if (depth > MAX_DEPTH) throw new InvalidAppendError(`${path} is nested too deep, or contains itself.`);
  if (typeof value === 'string') {
    checkText(value, path);
  } else if (Array.isArray(value)) {
    (value as readonly Json[]).forEach((item, index) => {
      checkJson(item, `${path}[${index}]`, depth + 1);
    });
  } else if (isPlainObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      checkText(key, path);
      checkJson(member, `${path}.${key}`, depth + 1);
    }
  } else if (value !== null && typeof value !== 'boolean' && !Number.isFinite(value)) {
    throw new InvalidAppendError(`${path} is not JSON: ${typeof value}.`);
  }
}

function checkText(text: string, path: string): void {
  if (!text.isWellFormed()) throw new InvalidAppendError(`${path} holds text that is not well-formed Unicode.`);
}

/** Judged by the chain's length, not by identity: an object from structuredClone under Jest has another Object.prototype. */
function isPlainObject(value: unknown): value is Record<string, Json> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
