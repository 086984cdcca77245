import type { Values } from '../../recording/values.js';
import { REASON } from './load.js';

/**
 * What a correction records in one step: the right entry, then the void of the wrong one, which names it as the
 * replacement.
 *
 * @param command the right entry, with the reason why the other one is wrong
 */
export function correctionOf({ [REASON]: reason, ...entry }: Values, voids: string): readonly Values[] {
  return [entry, { type: 'EntryVoided', voids, reason, replacement: entry['id'] }];
}
