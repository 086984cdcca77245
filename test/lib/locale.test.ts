import { isLocale, localeOf } from '../../src/lib/locale.js';

describe('localeOf', () => {
  it.each([
    ['uk-UA', 'uk-UA'],
    ['en-a', 'en'],
    ['xx-en-en-en', 'xx'],
    ['de-u-u', 'de'],
    ['abcd', 'und'],
    ['', 'und'],
  ])('makes of %s what Intl takes', (tag, expected) => {
    expect(localeOf(tag)).toBe(expected);
    expect(isLocale(localeOf(tag))).toBe(true);
  });
});
