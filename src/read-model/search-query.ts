import { type FoldedWord, foldedWords } from '../lib/fold-text.js';
import { phraseTokens } from '../lib/search-tokens.js';

/** Tokens that follow each other in a text; of a prefix, the last one may be longer there. */
export interface SearchPhrase {
  /** The phrase as `foldText` returns it. */
  readonly folded: string;
  readonly tokens: readonly string[];
  readonly isPrefix: boolean;
}

/** Phrases of which one must occur. */
export type SearchTerm = readonly SearchPhrase[];

/** What a search text asks for. */
export interface SearchQuery {
  /** Each must occur. */
  readonly required: readonly SearchTerm[];
  /** None may occur. */
  readonly excluded: readonly SearchTerm[];
  /** Parts of the text without effect, as the caller wrote them. */
  readonly ignored: readonly string[];
}

/** How many beginnings of words one search takes: each reads all words that begin so. */
const MAX_BEGINNINGS = 5;
const MIN_BEGINNING = 2;

/** Full-text indexes hold the rows of beginnings of so many characters. Of others, the rows of all words are merged. */
const INDEXED_BEGINNINGS: readonly number[] = [2, 3];
/** Options of every full-text index. */
export const INDEX_OPTIONS = `tokenize = 'ascii', prefix = '${INDEXED_BEGINNINGS.join(' ')}'`;

/** Whether finding one row that has the term reads all words that begin so. */
export const isMerged = (term: SearchTerm): boolean =>
  term.some(({ tokens, isPrefix }) => isPrefix && !INDEXED_BEGINNINGS.includes(Array.from(tokens.at(-1) ?? '').length));

/** What each row with the term has, and is found as fast as a word: of longer beginnings, those that are indexed. */
export const indexedTerm = (term: SearchTerm): SearchTerm =>
  term.map((phrase) => {
    const last = Array.from(phrase.tokens.at(-1) ?? '');
    const cut = last.slice(0, Math.max(...INDEXED_BEGINNINGS)).join('');
    return phrase.isPrefix ? { ...phrase, tokens: [...phrase.tokens.slice(0, -1), cut] } : phrase;
  });

const TOKENS = /(?<minus>-?)(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/gu;

/**
 * Reads a search text: all of its words in any order; `"a phrase"` in this order; `word*` for the beginning of a word;
 * `-word` or `-"a phrase"` for what must not occur; `one OR other`. `OR` binds more closely than standing side by side.
 * No text is an error; what has no effect is listed as ignored: also a beginning of one letter, and more than five of them.
 *
 * @param isPrefix every word is the beginning of a word
 */
export function parseSearch(text: string, isPrefix = false): SearchQuery {
  const ignored: string[] = [];
  const required: SearchPhrase[][] = [];
  const excluded: SearchTerm[] = [];
  let joinsWithNext = false;
  let beginnings = 0;
  for (const { 0: token, groups } of text.matchAll(TOKENS)) {
    const { minus = '', phrase, word = '' } = groups ?? {};
    if (token === 'AND') continue;
    if (token === 'OR') {
      if (required.length === 0 || joinsWithNext) ignored.push(token);
      else joinsWithNext = true;
      continue;
    }
    const isBeginning = phrase === undefined && word.endsWith('*');
    const found = termOf(phrase ?? word, phrase === undefined && (isPrefix || isBeginning));
    const isTooShort = isBeginning && (found[0]?.folded.length ?? 0) < MIN_BEGINNING;
    if (!isPrefix && found.some((each) => each.isPrefix)) beginnings += 1;
    const term = !isPrefix && (isTooShort || beginnings > MAX_BEGINNINGS) ? [] : found;
    if (term.length === 0) ignored.push(token);
    else if (minus !== '') excluded.push(term);
    else if (joinsWithNext) required.at(-1)?.push(...term);
    else required.push([...term]);
    if (joinsWithNext && (term.length === 0 || minus !== '')) ignored.push('OR');
    joinsWithNext = false;
  }
  if (joinsWithNext) ignored.push('OR');
  return { required, excluded, ignored };
}

/** The term as an FTS5 expression. */
export const ftsExpression = (term: SearchTerm): string =>
  term.map(({ tokens, isPrefix }) => `"${tokens.join(' ')}"${isPrefix ? ' *' : ''}`).join(' OR ');

/**
 * The whole query as an FTS5 expression for rows that have everything in themselves. Undefined if nothing is required:
 * FTS5 can't search for what rows lack.
 */
export function rowExpression({ required, excluded }: SearchQuery): string | undefined {
  if (required.length === 0) return undefined;
  return excluded.reduce((expression, term) => `(${expression}) NOT (${ftsExpression(term)})`, inOneRow(required));
}

/** The terms as an FTS5 expression for rows that have each of them. */
export const inOneRow = (terms: readonly SearchTerm[]): string =>
  terms.map((term) => `(${ftsExpression(term)})`).join(' AND ');

/** The terms as one phrase: next to each other, in this order. Where a term has alternatives, the first one. */
export function inOrder(terms: readonly SearchTerm[]): string {
  const phrases = terms.flatMap(([phrase]) => phrase ?? []);
  const tokens = phraseTokens(foldedWords(phrases.map(({ folded }) => folded).join(' ')));
  return ftsExpression([{ folded: '', tokens, isPrefix: phrases.at(-1)?.isPrefix ?? false }]);
}

/** Words that one term joins, such as `pro-Russian`, are a phrase. */
function termOf(text: string, isPrefix: boolean): SearchPhrase[] {
  const words = foldedWords(text);
  const last = words.at(-1);
  if (!last) return [];
  const folded = words.map((word) => word.folded).join(' ');
  const phrase = { folded, tokens: phraseTokens(words), isPrefix: isPrefix || isOneCharacter(last) };
  const pieces = words.length === 1 ? last.pieces : [];
  return [phrase, ...pieces.map((token) => ({ folded: token, tokens: [token], isPrefix }))];
}

/** The index has pairs of characters: a single one is the beginning of a pair. */
const isOneCharacter = ({ characters }: FoldedWord): boolean => characters?.length === 1;
