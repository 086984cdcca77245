import { placeInForm as placeInEntry } from '../../recording/place-in-form.js';
import type { Values } from '../../recording/values.js';
import { WHY_WRONG } from '../../recording/why-wrong.js';

/**
 * What a correction records in one step: the right entry, then the void of the wrong one, which names it as the
 * replacement.
 *
 * @param command the right entry, with the reason why the other one is wrong
 */
export function correctionOf({ [WHY_WRONG]: reason, ...entry }: Values, voids: string): readonly Values[] {
  return [entry, { type: 'EntryVoided', voids, reason, replacement: entry['id'] }];
}

/** Where in the form a place of these two is: the reason of the void has a field of its own. */
export const placeInForm = (pointer: string): string =>
  pointer === '/1/reason' ? `/${WHY_WRONG}` : placeInEntry(pointer);
