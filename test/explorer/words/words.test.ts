import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { type ComponentChildren, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { BASES } from '../../../src/domain/vocabulary.js';
import { isLanguage, LANGUAGES, preferredLanguage } from '../../../src/explorer/words/languages.js';
import { SUMMARY_CODES } from '../../../src/verification/summary/summary-part.js';
import { Words } from '../../../src/explorer/words/words.js';

const FOLDER = join(import.meta.dirname, '../../../src/explorer/words');

const filesOf = (language: string): string[] =>
  readdirSync(join(FOLDER, language)).filter((name) => name.endsWith('.json'));
const messagesIn = (language: string, file: string) =>
  JSON.parse(readFileSync(join(FOLDER, language, file), 'utf8')) as Readonly<Record<string, string>>;
const languages = Object.keys(LANGUAGES);
/** The summary of a claim is in English as the API writes it; the others have words for its parts. */
const SUMMARY = 'summary.json';
const translations = languages.filter((language) => language !== 'en');

describe.each(languages)('the messages in %s', (language) => {
  it('have the files and keys of the English ones, each key with the name of its file', () => {
    const summary = language === 'en' ? [] : [SUMMARY];
    expect(filesOf(language).toSorted()).toEqual([...filesOf('en'), ...summary].toSorted());
    for (const file of filesOf('en')) {
      const keys = Object.keys(messagesIn(language, file));
      expect([file, keys.toSorted()]).toEqual([file, Object.keys(messagesIn('en', file)).toSorted()]);
      for (const key of keys) expect(key).toMatch(new RegExp(`^${file.replace('.json', '')}\\.`));
    }
  });

  it('have the placeholders of the English ones, and every form of a plural that the language needs', () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const file of filesOf('en')) {
      const messages = messagesIn(language, file);
      for (const [key, english] of Object.entries(messagesIn('en', file))) {
        expect([key, filled(messages[key])]).toEqual([key, filled(english)]);
        for (const forms of pluralsOf(messages[key])) {
          expect([key, forms]).toEqual([key, expect.arrayContaining(needed)]);
        }
      }
    }
  });
});

describe.each(translations)('the words of summaries in %s', (language) => {
  const messages = messagesIn(language, SUMMARY);

  it('have a message for the code of every part, and for every basis', () => {
    const keys = [...Object.keys(SUMMARY_CODES), ...BASES.map((basis) => `basis.${basis}`)];
    expect(keys.filter((key) => messages[`summary.${key}`] === undefined)).toEqual([]);
  });

  it('have the keys and placeholders of the other languages, and every form of a plural that the language needs', () => {
    const german = messagesIn('de', SUMMARY);
    expect(Object.keys(messages)).toEqual(Object.keys(german));
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, message] of Object.entries(messages)) {
      expect([key, filledSummary(message)]).toEqual([key, filledSummary(german[key])]);
      for (const forms of pluralsOf(message)) {
        expect([key, forms]).toEqual([key, expect.arrayContaining(needed)]);
      }
    }
  });
});

/** What one word stands for in English, and its word in each other language. */
const TERMS: readonly (readonly [english: RegExp, Readonly<Record<string, RegExp>>])[] = [
  [/\bstates?\b/i, { de: /Status/, uk: /статус/i, ar: /حال/ }],
  [/\bpolic(?:y|ies)\b/i, { de: /Methodik/, uk: /методик/i, ar: /منهجي/ }],
  [/\breplays?\b/i, { de: /Szenari/, uk: /сценарі/i, ar: /سيناريو/ }],
  [/\bledger\b/i, { de: /Register/, uk: /реєстр/i, ar: /سجل/ }],
  [/\bverdicts?\b/i, { de: /Urteil/, uk: /вердикт/i, ar: /حكم|أحكام/ }],
  [/\bnarratives?\b/i, { de: /Narrativ/, uk: /наратив/i, ar: /سردي/ }],
  [/\bmandates?\b/i, { de: /Mandat/, uk: /мандат/i, ar: /تفويض/ }],
  [/\borigins?\b/i, { de: /Urspr[uü]ng/, uk: /першоджерел/i, ar: /أصل|أصول/ }],
  [/\bcircles?\b/i, { de: /Kreis/, uk: /кол[оаіу]|кіл/i, ar: /حلق/ }],
  [/\bvoid(?:s|ed)?\b/i, { de: /ungültig/i, uk: /анул/i, ar: /ب[َُِ]?ط[َُِا]*ل/ }],
  [/(?<!server’s )\blog\b(?! in| out)/i, { de: /Protokoll/i, uk: /журнал/i, ar: /سجل (?:ال)?أحداث/ }],
  [/\bprimary evidence\b/i, { de: /aus erster Hand/, uk: /з перших рук/i, ar: /أوّلي/ }],
];

it.each(TERMS)('calls a thing by the same word everywhere: %s', (english, others) => {
  const plain = (message = '') => message.replace(/\{\w+\}|Claim Ledger/g, '');
  const strayed = filesOf('en').flatMap((file) =>
    Object.entries(messagesIn('en', file)).flatMap(([key, message]) =>
      Object.entries(others).flatMap(([language, word]) => {
        if (!english.test(plain(message))) return [];
        const translated = plain(messagesIn(language, file)[key]);
        return word.test(translated) ? [] : [`${language} ${key}: ${translated}`];
      }),
    ),
  );
  expect(strayed).toEqual([]);
});

it('keeps the German words for a moment and for a state apart', () => {
  const messages = filesOf('en').flatMap((file) =>
    Object.entries(messagesIn('de', file)).map((each) => [file, ...each]),
  );
  const moments = messages.filter(([, , message = '']) => /\bStand\b/.test(message));
  expect(moments.length).toBeGreaterThan(3);
  const mixed = moments.filter(([file = '', key = '']) => /\bstate\b/i.test(messagesIn('en', file)[key] ?? ''));
  expect(mixed).toEqual([]);
});

it('has no message that nothing shows', () => {
  const source = join(FOLDER, '..');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const code = files.map((name) => readFileSync(join(source, name), 'utf8')).join('\n');
  const isShown = (key: string) => {
    const parts = key.split('.').map((_, index, all) => all.slice(0, index + 1).join('.'));
    return code.includes(`'${key}'`) || parts.some((part) => code.includes(`\`${part}.\${`));
  };
  const keys = filesOf('en').flatMap((file) => Object.keys(messagesIn('en', file)));
  expect(keys.filter((key) => !key.startsWith('problem.') && !isShown(key))).toEqual([]);
});

it('has every comma and semicolon between texts in the messages: Arabic has its own', () => {
  const source = join(FOLDER, '..');
  const files = ['components', 'pages', 'pickers', 'recording', 'summary'].flatMap((folder) =>
    readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(source, folder, name)),
  );
  const between = /join\('[,;] '\)|\}[,;] \$\{|`[,;] \$\{|\}[,;]\{' '\}/;
  const found = files
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) =>
      readFileSync(name, 'utf8')
        .split('\n')
        .filter(
          (line, index, lines) => between.test(line) && !/InvalidParameterError/.test(line + (lines[index + 1] ?? '')),
        ),
    );
  expect(found).toEqual([]);
});

it('has a folder of messages for each language, and no other', () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? each.name : []));
  expect(folders.toSorted()).toEqual(languages.toSorted());
});

it('prefers the first language that the browser names and the pages have', () => {
  expect(preferredLanguage('fr, en;q=0.5')).toBe('en');
  expect(preferredLanguage('fr, uk-UA;q=0.7, de;q=0.5')).toBe('uk');
  expect(preferredLanguage('de;q=0, fr')).toBe('en');
  expect(preferredLanguage('en-GB;q=0.1')).toBe('en');
  expect(preferredLanguage(undefined)).toBe('en');
  expect(preferredLanguage('*')).toBe('en');
  expect(isLanguage('toString')).toBe(false);
});

it('fills placeholders with texts, numbers and components', () => {
  const words = new Words('en', {
    'frame.name': 'plain',
    'home.total': parse('{count, plural, one {# claim} other {# claims}}'),
    'home.aboutApi': parse('Read the <docs>API</docs> of {name}.'),
  });
  expect(words.text('frame.name')).toBe('plain');
  expect(words.text('home.total', { count: 1 })).toBe('1 claim');
  expect(words.text('home.total', { count: 1200 })).toBe('1,200 claims');
  const link = (text: ComponentChildren) => h('a', {}, text);
  const shown = h('p', {}, words.rich('home.aboutApi', { docs: link, name: h('b', {}, 'NATO') }));
  expect(renderToString(shown)).toBe('<p>Read the <a>API</a> of <b>NATO</b>.</p>');
  expect(renderToString(h('p', {}, words.list(['A', h('b', {}, 'B'), 'C'])))).toBe('<p>A, <b>B</b> and C</p>');
  expect(words.text('frame.claims')).toBe('frame.claims');
});

it('isolates names that run the other way than the language, and nothing else', () => {
  const message = parse('{name}{many, select, yes {: ...} other {}} ({what})');
  const [english, arabic] = (['en', 'ar'] as const).map((language) => new Words(language, { 'frame.name': message }));
  const shown = (words: Words | undefined, name: string) => words?.text('frame.name', { name, many: 'yes', what: 'A' });
  expect(shown(english, 'NATO')).toBe('NATO: ... (A)');
  expect(shown(english, 'الجزيرة')).toBe('\u2068الجزيرة\u2069: ... (A)');
  expect(shown(arabic, 'NATO')).toBe('\u2068NATO\u2069: ... (A)');
  expect(shown(arabic, 'الجزيرة')).toBe('الجزيرة: ... (A)');
  expect(arabic?.listText(['NATO', 'ТАСС', 'الجزيرة'])).toBe('\u2068NATO\u2069 و\u2068ТАСС\u2069 والجزيرة');
  expect(shown(arabic, arabic?.listText(['NATO']) ?? '')).toBe('\u2068NATO\u2069: ... (A)');
});

/** Placeholders of summaries that choose a form of a word; each language needs others. */
const FORMS = ['many', 'manyCarriers', 'several', 'one', 'named', 'own', 'unnamed'];
const filledSummary = (message = '') => filled(message).filter((name) => !FORMS.includes(name));

/** What a language without cases has in place of another. */
const NOMINATIVES: Readonly<Record<string, string>> = { byWhom: 'who', byCarriers: 'carriers' };

/** The placeholders that a message fills, in whatever case: of those that choose a form, languages need different ones. */
const filled = (message = ''): string[] =>
  describeMessage(parse(message))
    .placeholders.filter((name) => name !== 'oblique')
    .map((name) => NOMINATIVES[name] ?? name)
    .sort();

const pluralsOf = (message = '') => describeMessage(parse(message)).plurals;

interface Described {
  /** Names of values and tags, each once. */
  readonly placeholders: readonly string[];
  /** The forms of each plural, without exact numbers. */
  readonly plurals: readonly (readonly string[])[];
}

function describeMessage(elements: readonly MessageFormatElement[]): Described {
  const parts = elements.map((element): Described => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return { placeholders: [], plurals: [] };
    const inner =
      element.type === TYPE.tag
        ? describeMessage(element.children)
        : element.type === TYPE.plural || element.type === TYPE.select
          ? describeMessage(Object.values(element.options).flatMap(({ value }) => value))
          : { placeholders: [], plurals: [] };
    const forms =
      element.type === TYPE.plural ? [Object.keys(element.options).filter((form) => !form.startsWith('='))] : [];
    return { placeholders: [element.value, ...inner.placeholders], plurals: [...forms, ...inner.plurals] };
  });
  return {
    placeholders: [...new Set(parts.flatMap(({ placeholders }) => placeholders))].sort(),
    plurals: parts.flatMap(({ plurals }) => plurals),
  };
}
