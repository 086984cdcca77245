import { isatty } from 'node:tty';
import pc from 'picocolors';
import type { Colors } from 'picocolors/types.js';

/**
 * Whether output is colored: `NO_COLOR` forbids it, `FORCE_COLOR` demands it, otherwise it depends on whether somebody
 * reads it on a terminal.
 */
export function isColored(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM } = env;
  if (NO_COLOR !== '') return false;
  if (FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTerminal && TERM !== 'dumb';
}

/** The colors of standard output. */
export const outputColors = (): Colors => pc.createColors(isColored(process.env, isatty(1)));

/** Has the libraries print without colors, too, since they read the environment. */
export function forbidColors(env: NodeJS.ProcessEnv): void {
  env.NO_COLOR = '1';
  delete env.FORCE_COLOR;
}
