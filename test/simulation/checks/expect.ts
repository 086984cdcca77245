import { isDeepStrictEqual } from 'node:util';

/** A promise of the ledger was broken. */
export class BrokenPromiseError extends Error {}

export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(plain(actual), plain(expected))) return;
  throw new BrokenPromiseError(`${what}: ${text(actual)}; expected: ${text(expected)}`);
}

export function expectTrue(what: string, isTrue: boolean): void {
  if (!isTrue) throw new BrokenPromiseError(`Not true: ${what}`);
}

/** Without prototypes and absent fields, as JSON has it. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

const text = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 2_000));
