import { foldText, foldedWords } from '../../lib/fold-text.js';
import { parseSearch, type SearchTerm } from '../../read-model/search-query.js';

/** The longest text that the API accepts as a search. */
export const MAX_QUERY = 200;

/** Its words, as they are compared. */
export const wordsOf = (text: string): string[] => foldedWords(text).map(({ folded }) => folded);

/**
 * A search of the API for texts with words that begin like these; empty if there is no word. Phrases, `-word` and `OR`
 * stay what they are.
 */
export function prefixQuery(text: string): string {
  const tokens = text.match(/-?"[^"]*"?|[^\s"]+/gu) ?? [];
  if (wordsOf(text).length === 0) return '';
  return tokens
    .flatMap((token) => {
      if (/^(?:-?"|(?:OR|AND)$)/u.test(token)) return [token];
      return wordsOf(token).map((word, index) => `${index === 0 && token.startsWith('-') ? '-' : ''}${word}*`);
    })
    .join(' ')
    .slice(0, MAX_QUERY);
}

/** Whether the names contain what the search text asks for; a word also as a part of a longer one. */
export function hasWords(names: readonly string[], text: string): boolean {
  const all = foldText(names.join(' '));
  const has = (term: SearchTerm) => term.some(({ folded }) => all.includes(folded));
  const { required, excluded } = parseSearch(text);
  return required.every(has) && !excluded.some(has);
}
