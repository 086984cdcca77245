import type { Settings } from '../moment/settings.js';

/** Reads that answer about the present only. */
const PRESENT =
  /^\/v1\/(?:changes|events|policies|replays|similar-|status|whoami|keys|principals|webhooks|comparisons)/;
/** Reads that can also leave out what had not happened. */
const OF_OCCURRED_TIME = /^\/v1\/(?:claims\/|narratives\/[^/]+$|actors\/[^/]+\/record$)/;

/** The parameters by which a read is as of the page's moment. */
export function momentOfRead(path: string, { asOf, validAt }: Settings): Pick<Settings, 'asOf' | 'validAt'> {
  if (PRESENT.test(path)) return {};
  const isOfBoth = OF_OCCURRED_TIME.test(path);
  return { ...(asOf !== undefined && { asOf }), ...(validAt !== undefined && isOfBoth && { validAt }) };
}
