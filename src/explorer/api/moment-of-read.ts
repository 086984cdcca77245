import type { Settings } from '../moment/settings.js';

/** Reads that answer about the present only. */
const PRESENT =
  /^\/v1\/(?:changes|events|policies|replays|similar-|status|whoami|keys|principals|webhooks|comparisons)/;
/** Reads that can also leave out what had not happened. */
const OF_OCCURRED_TIME = /^\/v1\/(?:claims\/|narratives\/[^/]+$|actors\/[^/]+\/record$)/;

/** Reads that can answer by a replay. */
const OF_REPLAY = /^\/v1\/(?:claims(?:\/|$)|claim-counts$|narratives\/[^/]+$|actors\/[^/]+\/record$)/;

/** The parameters by which a read is as of the page's moment, or as a replay found. */
export function momentOfRead(
  path: string,
  { asOf, validAt, replay }: Settings,
): Pick<Settings, 'asOf' | 'validAt' | 'replay'> {
  if (PRESENT.test(path)) return {};
  if (replay !== undefined) return OF_REPLAY.test(path) ? { replay } : {};
  const isOfBoth = OF_OCCURRED_TIME.test(path);
  return { ...(asOf !== undefined && { asOf }), ...(validAt !== undefined && isOfBoth && { validAt }) };
}
