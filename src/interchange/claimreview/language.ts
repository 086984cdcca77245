import { francAll } from 'franc-min';

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

const TAG = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;

/** A language tag as markup writes it, also with an underscore; undefined for anything else, such as "English". */
export function languageTag(text: string | undefined): string | undefined {
  const tag = text?.trim().replaceAll('_', '-');
  if (tag === undefined || !TAG.test(tag)) return undefined;
  // Beyond three letters, a first part is a word rather than a code.
  return (tag.split('-', 1)[0] ?? '').length <= 3 ? tag : undefined;
}
