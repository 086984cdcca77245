import { francAll } from 'franc-min';
import { languageTagOf } from '../../lib/language-tag.js';

/** How the language of a claim came to be known: the markup says so, a setting assumes it, or the words suggest it. */
export type LanguageSource = 'stated' | 'assumed' | 'detected' | 'unknown';

/** The language of shorter texts is too often detected wrongly. */
const MIN_LETTERS = 60;
/** A script that one language uses needs less. */
const MIN_LETTERS_OF_SCRIPT = 10;
/** So much less likely must the second language be. */
const MIN_LEAD = 0.15;

/** The language that a text is clearly in, as a language tag; undefined if it isn't clear. */
export function detectLanguage(text: string): string | undefined {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const [first, second] = francAll(text, { minLength: MIN_LETTERS_OF_SCRIPT });
  if (first === undefined || first[0] === 'und') return undefined;
  const isClear =
    second === undefined
      ? letters >= MIN_LETTERS_OF_SCRIPT
      : letters >= MIN_LETTERS && first[1] - second[1] >= MIN_LEAD;
  return isClear ? new Intl.Locale(first[0]).language : undefined;
}

/**
 * A language tag from what markup says, which may also write an underscore, a code of three letters, or the name of the
 * language: `English`. Undefined for anything else.
 */
export const languageTag = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : languageTagOf(text);
