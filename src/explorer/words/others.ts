import type { Words } from './words.js';

/** Names stay as they are; words for those without one have a form for each in some languages. */
export type Case = 'nominative' | 'oblique';

/** In place of those whom a list doesn't name: "3 others". None if it names all. */
export const othersText = (count: number, words: Words, form: Case): readonly string[] =>
  count > 0 ? [words.text('sentence.others', { count, oblique: isOblique(form) })] : [];

/** What messages choose a form by. */
export const isOblique = (form: Case): 'yes' | 'no' => (form === 'oblique' ? 'yes' : 'no');
