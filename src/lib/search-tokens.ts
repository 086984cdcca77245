import { type FoldedWord, foldedWords } from './fold-text.js';

/** What a full-text index stores of a text, in this order, and where the text has it (UTF-16 code units). */
export interface SearchToken {
  readonly token: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The tokens of a text: its folded words. A word of a script without spaces becomes overlapping pairs of characters, and
 * its last character. The pieces that apostrophes join come last, so that phrases hold together.
 */
export function searchTokens(text: string): SearchToken[] {
  const tokens: SearchToken[] = [];
  const pieces = new Map<string, SearchToken>();
  for (const word of foldedWords(text)) {
    tokens.push(...tokensOf(word));
    for (const token of word.pieces) pieces.set(`${word.start} ${token}`, { token, start: word.start, end: word.end });
  }
  return [...tokens, ...pieces.values()];
}

/** The tokens of a text, for a full-text index that splits at spaces. */
export const textToIndex = (text: string): string =>
  searchTokens(text)
    .map(({ token }) => token)
    .join(' ');

/** Texts as one. No phrase reaches from one text into the next. */
export const textsToIndex = (texts: readonly string[], toIndex = textToIndex): string =>
  texts.map((text) => toIndex(text)).join(' ␟ ');

/** The tokens by which a phrase of these words is found: a phrase may begin and end within a word without spaces. */
export const phraseTokens = (words: readonly FoldedWord[]): string[] =>
  words
    .flatMap((word, index) => {
      const tokens = tokensOf(word);
      return index === words.length - 1 && tokens.length > 1 ? tokens.slice(0, -1) : tokens;
    })
    .map(({ token }) => token);

function tokensOf({ folded, start, end, characters }: FoldedWord): SearchToken[] {
  if (!characters) return [{ token: folded, start, end }];
  return characters.map((character, index) => {
    const next = characters[index + 1];
    return { token: character.folded + (next?.folded ?? ''), start: character.start, end: (next ?? character).end };
  });
}
