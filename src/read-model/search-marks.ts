import { searchTokens } from '../lib/search-tokens.js';
import type { SearchPhrase, SearchTerm } from './search-query.js';

/** Where a text has what was searched for: offsets in UTF-16 code units, `[start, end)`, in order, apart from each other. */
export function searchMarks(text: string, terms: readonly SearchTerm[]): (readonly [number, number])[] {
  const tokens = searchTokens(text);
  const marks = terms.flat().flatMap(({ tokens: wanted, isPrefix }) =>
    tokens.flatMap((first, at) => {
      const last = tokens[at + wanted.length - 1];
      const found = tokens.slice(at, at + wanted.length).map(({ token }) => token);
      return last && isPhrase(found, { tokens: wanted, isPrefix }) ? [[first.start, last.end] as const] : [];
    }),
  );
  return joined(marks);
}

const isPhrase = (found: readonly string[], { tokens, isPrefix }: Omit<SearchPhrase, 'folded'>): boolean =>
  tokens.every((token, index) =>
    isPrefix && index === tokens.length - 1 ? found[index]?.startsWith(token) : found[index] === token,
  );

/** Marks that touch or overlap become one. */
function joined(marks: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const result: [number, number][] = [];
  for (const [start, end] of marks.toSorted(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
