import { foldedWords, foldText } from '../lib/fold-text.js';
import { lettersOf, MIN_LETTERS } from './search/sought-texts.js';

/** Texts of at most so many letters are in many words: "Li" is in "public". */
const MAX_SHORT = 3;
const APOSTROPHES = /['’ʼ]/g;

/**
 * Whether what is to be published has one of the texts, as search compares them. A text may begin and end within a word,
 * unless it is short; those that are too short to be sought don't count.
 */
export function repeatsText(published: string, texts: readonly string[]): boolean {
  // `O'Brien` is one word as search compares it, but `Li's` has the name `Li`.
  const readings = [published, published.replace(APOSTROPHES, ' ')].map((text) => ` ${foldText(text)} `);
  return texts.some((text) => {
    if (lettersOf(text) < MIN_LETTERS) return false;
    const folded = foldText(text);
    const sought = isShort(text) ? ` ${folded} ` : folded;
    return readings.some((words) => words.includes(sought));
  });
}

/** Scripts without spaces have whole names in three characters. */
const isShort = (text: string): boolean =>
  lettersOf(text) <= MAX_SHORT && foldedWords(text).every(({ characters }) => characters === undefined);
