import registered from 'language-subtag-registry/data/json/language.json' with { type: 'json' };
import { foldText } from './fold-text.js';
import { isLocale } from './locale.js';

/** The subtags of languages in the registry of IANA, in lower case. */
const REGISTERED: ReadonlySet<string> = new Set(Object.keys(registered));

/**
 * Whether it is a language tag of BCP 47 that begins with a registered language, as `Intl` takes it: without the old
 * exceptions, such as `i-klingon`, and tags for private use, such as `x-office`. `und` is one: the language isn't known.
 */
export const isLanguageTag = (tag: string): boolean => isLocale(tag) && REGISTERED.has(languageOf(tag));

/**
 * The language tag that somebody means who writes `en_GB`, `eng`, or a language's name in English or in the language
 * itself; undefined for anything else.
 */
export function languageTagOf(text: string): string | undefined {
  const tag = text.trim().replaceAll('_', '-');
  if (isLanguageTag(tag)) return tag;
  const canonical = isLocale(tag) ? Intl.getCanonicalLocales(tag)[0] : undefined;
  if (canonical !== undefined && isLanguageTag(canonical)) return canonical;
  tagsByName ??= namedTags();
  return tagsByName.get(foldText(text.trim()));
}

const languageOf = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? '';

let tagsByName: ReadonlyMap<string, string> | undefined;

/** The languages of two letters, which are those that people name, by their names. */
function namedTags(): ReadonlyMap<string, string> {
  const english = new Intl.DisplayNames('en', { type: 'language' });
  const current = [...REGISTERED].filter((tag) => tag.length === 2 && Intl.getCanonicalLocales(tag)[0] === tag);
  return new Map(
    current.flatMap((tag) =>
      [new Intl.DisplayNames(tag, { type: 'language' }), english].map(
        (names) => [foldText(names.of(tag) ?? tag), tag] as const,
      ),
    ),
  );
}
