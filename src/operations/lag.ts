import type { RunnerStatus } from '../consumers/runner.js';

/**
 * By how much the read model is behind the log, told by the age of the last event that it has; 0 when it has all.
 * Undefined if it has none yet.
 *
 * @param now milliseconds since 1970
 */
export function lagSeconds(
  { caughtUp, lastEventAt }: Pick<RunnerStatus, 'caughtUp' | 'lastEventAt'>,
  now: number,
): number | undefined {
  if (caughtUp) return 0;
  return lastEventAt === undefined ? undefined : Math.max(0, now - Date.parse(lastEventAt)) / 1000;
}
