interface LanguageFacts {
  /** In the language itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** How dates, numbers and lists are written: "4 April 2024", as the API writes it, not "April 4, 2024". */
  readonly locale: string;
}

/** The languages of the pages, each with a folder of messages. */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr', locale: 'en-GB' },
  de: { name: 'Deutsch', direction: 'ltr', locale: 'de' },
  uk: { name: 'Українська', direction: 'ltr', locale: 'uk' },
  ar: { name: 'العربية', direction: 'rtl', locale: 'ar-u-nu-latn' },
} as const satisfies Readonly<Record<string, LanguageFacts>>;

export type Language = keyof typeof LANGUAGES;

export const DEFAULT_LANGUAGE: Language = 'en';

export const isLanguage = (text: string): text is Language => Object.hasOwn(LANGUAGES, text);

/** The language that `Accept-Language` prefers among those of the pages (RFC 4647, lookup). */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const ranges = (acceptLanguage ?? '').split(',').map((range) => {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find((q) => q !== undefined);
    return { tag, quality: quality === undefined ? 1 : Number(quality) };
  });
  for (const { tag, quality } of ranges.toSorted((a, b) => b.quality - a.quality)) {
    const [primary = ''] = tag.split('-');
    if (quality > 0 && isLanguage(primary)) return primary;
  }
  return DEFAULT_LANGUAGE;
}
