/**
 * Positions stand in read models as integers, which SQLite keeps in a few bytes and orders by value.
 * Throws a RangeError beyond 2^53 − 1, which as an offset into a log would be nine million gigabytes.
 */
export function positionNumber(position: string): number {
  const number = Number(position);
  if (!Number.isSafeInteger(number)) throw new RangeError(`Position ${position} is not a safe integer.`);
  return number;
}

export const positionText = (position: number): string => String(position).padStart(20, '0');

/** The end of what still holds: later than every instant, so that `from <= T AND T < to` needs no null. */
export const FOREVER = '9999-12-31T23:59:59.999Z';

/** The last moment that any span contains: as of it, things are as they stand now. */
export const LATEST = '9999-12-31T23:59:59.998Z';
