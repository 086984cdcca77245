import { hasWords, prefixQuery, wordsOf } from '../../../src/cli/lookup/words.js';

it('words are compared without case, accents and punctuation', () => {
  expect(wordsOf("NATO's 2nd “Été”!")).toEqual(['natos', '2nd', 'ete']);
});

it('prefixQuery searches for beginnings of words, and is no longer than the API takes', () => {
  expect(prefixQuery('Stian, Jens')).toBe('stian* jens*');
  expect(prefixQuery('… !')).toBe('');
  expect(prefixQuery('"give up" -Ukraine NATO OR OTAN')).toBe('"give up" -ukraine* nato* OR otan*');
  expect(prefixQuery('word '.repeat(100))).toHaveLength(200);
});

it('hasWords finds each word in one of the names', () => {
  expect(hasWords(['Statement on Ukraine', 'https://nato.example/a'], 'ukrain nato')).toBe(true);
  expect(hasWords(['Statement on Ukraine'], 'ukraine nato')).toBe(false);
  expect(hasWords(['Statement on Ukraine'], 'nato OR "on ukraine"')).toBe(true);
  expect(hasWords(['Statement on Ukraine'], 'statement -ukraine')).toBe(false);
  expect(hasWords(['放棄領土以換取'], '領土以')).toBe(true);
});
