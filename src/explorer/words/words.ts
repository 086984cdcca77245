import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { type Formatters, IntlMessageFormat } from 'intl-messageformat';
import type { ComponentChildren } from 'preact';
import { type Language, LANGUAGES } from './languages.js';
import type { WordKey } from './keys.js';

/** Messages by key: a text without placeholders, or what the build made of an ICU message. */
export type Catalogue = Readonly<Record<string, string | MessageFormatElement[]>>;

type Values = Readonly<Record<string, string | number | boolean>>;
/** A value is a component, or what a tag of the message makes of its content: `<claim>this</claim>`. */
type RichValues = Readonly<Record<string, ComponentChildren | ((content: ComponentChildren) => ComponentChildren)>>;

/** What is shown of a date or time. */
export type DateFields = Readonly<Omit<Intl.DateTimeFormatOptions, 'timeZone'>>;

/** The words of one language. There is one of it for each language, since formatters are costly to make. */
export class Words {
  private readonly formats = new Map<string, IntlMessageFormat>();
  private readonly dateTexts = new WeakMap<DateFields, Map<string, (time: number) => string>>();

  constructor(
    readonly language: Language,
    private readonly catalogue: Catalogue,
  ) {}

  get direction(): 'ltr' | 'rtl' {
    return LANGUAGES[this.language].direction;
  }

  private get locale(): string {
    return LANGUAGES[this.language].locale;
  }

  /** A date or time; days need the time zone UTC. There is one formatter for each object of fields, so keep that. */
  date(date: Date, fields: DateFields, timeZone: string): string {
    const byZone = this.dateTexts.get(fields) ?? new Map<string, (time: number) => string>();
    this.dateTexts.set(fields, byZone);
    let text = byZone.get(timeZone);
    if (!text) {
      const format = new Intl.DateTimeFormat(this.locale, { ...fields, timeZone });
      text = remembered((time) => format.format(time));
      byZone.set(timeZone, text);
    }
    return text(date.getTime());
  }

  /** Whether there is a message of this key, which the server has made up of its own words. */
  has(key: string): key is WordKey {
    return Object.hasOwn(this.catalogue, key);
  }

  /** The message with its placeholders filled. A missing message is shown by its key. */
  text(key: WordKey, values: Values = {}): string {
    const message = this.catalogue[key] ?? key;
    if (typeof message === 'string') return message;
    const shown = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && RECORDED.test(name) ? this.isolated(value) : value,
    ]);
    return String(this.formatOf(key, message).format(Object.fromEntries(shown) as Values));
  }

  /** The message with components in it. */
  rich(key: WordKey, values: RichValues): ComponentChildren {
    const message = this.catalogue[key] ?? key;
    if (typeof message === 'string') return message;
    return this.formatOf(key, message).format<ComponentChildren>(values as Record<string, ComponentChildren>);
  }

  /** "A, B and C", with components. */
  list(items: readonly ComponentChildren[]): readonly ComponentChildren[] {
    if (items.length < 2) return items;
    const parts = listFormat(this.locale).formatToParts(items.map((_, index) => String(index)));
    return parts.map(({ type, value }) => (type === 'element' ? items[Number(value)] : value));
  }

  /** What the language of a tag is called: "Ukrainian". A tag that isn't one is returned as it is. */
  languageName(tag: string): string {
    try {
      return languageNames(this.locale).of(tag) ?? tag;
    } catch {
      return tag;
    }
  }

  /** "A, B and C", as text. */
  listText(items: readonly string[]): string {
    return listFormat(this.locale).format(items.map((item) => this.isolated(item)));
  }

  /** A text within another that has no elements: one that runs the other way keeps its order, and that of the rest. */
  isolated(text: string): string {
    return OTHER_WAY[this.direction].test(text) && !text.includes(ISOLATE) ? `${ISOLATE}${text}${END}` : text;
  }

  /** With a capital where the language has them: a title can begin with a word that elsewhere is within a sentence. */
  capitalized(text: string): string {
    const [first = '', ...rest] = text;
    return first.toLocaleUpperCase(this.locale) + rest.join('');
  }

  number(value: number): string {
    return numberFormat(this.locale).format(value);
  }

  /** "3 weeks". */
  duration(value: number, unit: 'day' | 'week' | 'month' | 'year'): string {
    return unitFormat(this.locale, unit).format(value);
  }

  private formatOf(key: string, message: MessageFormatElement[]): IntlMessageFormat {
    let format = this.formats.get(key);
    if (!format) {
      format = new IntlMessageFormat(message, this.locale, undefined, { formatters: FORMATTERS });
      this.formats.set(key, format);
    }
    return format;
  }
}

/** More than a page has. */
const MOST_REMEMBERED = 1_000;

/** Placeholders of names and texts that were recorded, in a language of their own. */
const RECORDED = /^(?:who|whom|byWhom|actor|claim|other|name|title|label|narrative|outlet|principal|speaker|q|filter)$/;

/** Letters that run the other way than the language. */
const OTHER_WAY = { ltr: /[\u0590-\u08ff\ufb1d-\ufefc]/, rtl: /[A-Za-z\u00c0-\u052f]/ };
/** Begins and ends a text of its own direction (Unicode, UAX 9). */
const [ISOLATE, END] = ['\u2068', '\u2069'];

/** The same function, which remembers what it returned: a page has the same times in several places. */
function remembered(read: (time: number) => string): (time: number) => string {
  const known = new Map<number, string>();
  return (time) => {
    let text = known.get(time);
    if (text === undefined) {
      if (known.size === MOST_REMEMBERED) known.clear();
      text = read(time);
      known.set(time, text);
    }
    return text;
  };
}

/** Makes each formatter once. */
function cached<Args extends unknown[], Made>(make: (...args: Args) => Made): (...args: Args) => Made {
  const made = new Map<string, Made>();
  return (...args) => {
    const key = JSON.stringify(args);
    let known = made.get(key);
    if (known === undefined) {
      known = make(...args);
      made.set(key, known);
    }
    return known;
  };
}

const FORMATTERS: Formatters = {
  getNumberFormat: cached((...args) => new Intl.NumberFormat(...args)),
  getDateTimeFormat: cached((...args) => new Intl.DateTimeFormat(...args)),
  getPluralRules: cached((...args) => new Intl.PluralRules(...args)),
};
const listFormat = cached((locale: string) => new Intl.ListFormat(locale, { type: 'conjunction' }));
const languageNames = cached((locale: string) => new Intl.DisplayNames(locale, { type: 'language' }));
const numberFormat = cached((locale: string) => new Intl.NumberFormat(locale));
const unitFormat = cached(
  (locale: string, unit: string) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
);
