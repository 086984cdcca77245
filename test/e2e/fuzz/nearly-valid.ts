import fc, { type Arbitrary } from 'fast-check';
import { hostileJson, hostileText } from './schema-values.js';

type Path = readonly (string | number)[];

/** A value with one mistake: something left out, added, repeated, or of another kind. */
export function nearly(value: unknown): Arbitrary<unknown> {
  const places = placesIn(value);
  return fc.tuple(fc.constantFrom(...places), mistake).map(([place, change]) => changed(value, place, change));
}

/** What becomes of the value at a place; undefined for nothing. */
type Mistake = (value: unknown) => unknown;

const mistake: Arbitrary<Mistake> = fc.oneof(
  { weight: 3, arbitrary: named('left out', () => undefined) },
  { weight: 4, arbitrary: hostileJson.chain((json) => named('another value', () => json)) },
  { weight: 4, arbitrary: hostileText.chain((text) => named('another text', () => text)) },
  { weight: 2, arbitrary: hostileText.chain((name) => named('an unknown member', (value) => withMember(value, name))) },
  { weight: 1, arbitrary: named('in a list', (value) => [value]) },
  { weight: 1, arbitrary: named('101 times', (value) => Array.from({ length: 101 }, () => value)) },
  { weight: 1, arbitrary: named('as a text', (value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: named('twice as long', (value) => (typeof value === 'string' ? value.repeat(2) : value)) },
  {
    weight: 1,
    arbitrary: named('nested', (value) => Array.from({ length: 20 }).reduce((inner: unknown) => ({ inner }), value)),
  },
);

/** Prints what it does. */
function named(what: string, change: Mistake): Arbitrary<Mistake> {
  return fc.constant(Object.assign(change, { toString: () => what }));
}

function withMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { [name]: value };
  const copy: Record<string, unknown> = { ...value };
  // Not an assignment, which would set the prototype for one name.
  Object.defineProperty(copy, name, { value: 1, enumerable: true, configurable: true, writable: true });
  return copy;
}

function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => placesIn(member, [...path, name]))];
}

function changed(value: unknown, [name, ...rest]: Path, change: Mistake): unknown {
  if (name === undefined) return change(value) ?? null;
  const entries = Object.entries(value as object).flatMap(([member, inner]: [string, unknown]) => {
    if (member !== String(name)) return [[member, inner] as const];
    const made = rest.length === 0 ? change(inner) : changed(inner, rest, change);
    return made === undefined ? [] : [[member, made] as const];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
