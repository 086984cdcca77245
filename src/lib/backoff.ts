const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/**
 * How long to wait after so many failures before this one, in milliseconds: a tenth of a second, then twice as long each
 * time, up to ten seconds, less a random part of up to a half, so that many who were cut off together don't come back
 * together.
 */
export const backoff = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS) * (1 - Math.random() / 2);
