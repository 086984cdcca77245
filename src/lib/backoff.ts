const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/**
 * How long to pause before the next attempt, in milliseconds: exponential from 0.1 to 10 seconds, minus a random part of
 * up to a half, so that many clients that failed together don't retry together.
 *
 * @param failures how many attempts failed in a row before the last one
 */
export const backoff = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS) * (1 - Math.random() / 2);
