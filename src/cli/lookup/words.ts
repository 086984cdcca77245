import { foldText, foldedWords } from '../../lib/fold-text.js';

/** The longest text that the API accepts as a search. */
export const MAX_QUERY = 200;

/** Its words, as they are compared. */
export const wordsOf = (text: string): string[] => foldedWords(text).map(({ folded }) => folded);

/** A search of the API for texts with words that begin like these; empty if there is no word. */
export const prefixQuery = (text: string): string =>
  wordsOf(text)
    .map((word) => `${word}*`)
    .join(' ')
    .slice(0, MAX_QUERY);

/** Whether the names contain each word, also as a part of a longer one. */
export function hasWords(names: readonly string[], text: string): boolean {
  const all = foldText(names.join(' '));
  return wordsOf(text).every((word) => all.includes(word));
}
