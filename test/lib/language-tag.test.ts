import { isLanguageTag, languageTagOf } from '../../src/lib/language-tag.js';

describe('isLanguageTag', () => {
  it.each(['en', 'EN', 'uk-UA', 'zh-Hant-TW', 'sl-rozaj-biske', 'und', 'mul', 'rmn', 'cmn', 'sla', 'sr-Latn-x-office'])(
    'takes %s',
    (tag) => {
      expect(isLanguageTag(tag)).toBe(true);
    },
  );
  it.each(['English', 'eng', 'ger', 'xx', 'qaa', 'x-office', 'i-klingon', 'en-GB-oed', 'en_GB', 'en-', '', 'toString'])(
    'takes %j for none',
    (tag) => {
      expect(isLanguageTag(tag)).toBe(false);
    },
  );
});

describe('languageTagOf', () => {
  it.each([
    ['en', 'en'],
    ['pt_BR', 'pt-BR'],
    ['eng', 'en'],
    ['ger', 'de'],
    ['ukr-UA', 'uk-UA'],
    ['English', 'en'],
    [' english ', 'en'],
    ['Deutsch', 'de'],
    ['Українська', 'uk'],
    ['العربية', 'ar'],
    ['Français', 'fr'],
    ['francais', 'fr'],
  ])('reads %j as %s', (text, tag) => {
    expect(languageTagOf(text)).toBe(tag);
    expect(isLanguageTag(tag)).toBe(true);
  });
  it.each(['Klingonese', 'xx', 'x-office', 'bilingual text', '', '-', 'constructor'])('reads nothing of %j', (text) => {
    expect(languageTagOf(text)).toBeUndefined();
  });
});
