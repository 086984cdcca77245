/**
 * An FTS5 query that finds rows with all the words of this text, in any order. Every word is quoted, so that nothing
 * in it is an operator; a word that ends in `*` also finds longer ones. Undefined if there is no word.
 */
export function toFtsQuery(text: string): string | undefined {
  const words = text
    .replaceAll('\u0000', ' ')
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return undefined;
  return words.map((word) => quote(word.replace(/\*+$/u, '')) + (word.endsWith('*') ? '*' : '')).join(' ');
}

const quote = (word: string): string => `"${word.replaceAll('"', '""')}"`;
