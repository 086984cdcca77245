import type { Words } from './words.js';

/** Names stay as they are; words for those without one have a form for each in some languages. */
export type Case = 'nominative' | 'oblique';

/** What others can be of: actors, entries, reasons of a state, conditions of a scenario. Languages with genders have words for each. */
type OthersKey = 'sentence.others' | 'entry.others' | 'claim.otherReasons' | 'replay.others';

/** In place of those that a list doesn't name: "3 others", the last of its items. None if it names all. */
export const othersText = (
  count: number,
  words: Words,
  key: OthersKey,
  form: Case = 'nominative',
): readonly string[] => (count > 0 ? [words.text(key, { count, oblique: isOblique(form) })] : []);

/** What messages choose a form by. */
export const isOblique = (form: Case): 'yes' | 'no' => (form === 'oblique' ? 'yes' : 'no');
