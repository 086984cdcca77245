/** Whether this is a position: 20 digits, so that positions of one log compare as strings. */
export const isPosition = (text: string): boolean => /^\d{20}$/.test(text);

/** Before every event of a log. */
export const FIRST_POSITION = '0'.repeat(20);

/** An event of the log: where it is, and its id, without which a log that was restored can't be distinguished. */
export interface EventPlace {
  readonly position: string;
  /** The event's id. */
  readonly event: string;
}

export const positionText = (position: number | bigint): string => String(position).padStart(20, '0');

/**
 * A position as a number: in SQLite files they are stored as integers, which are compact and ordered by value.
 * Throws a RangeError beyond 2^53 − 1, which as an offset into a log would be nine million gigabytes.
 */
export function positionNumber(position: string): number {
  const number = Number(position);
  if (!Number.isSafeInteger(number)) throw new RangeError(`Position ${position} is not a safe integer.`);
  return number;
}
