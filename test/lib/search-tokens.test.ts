import { foldedWords } from '../../src/lib/fold-text.js';
import { phraseTokens, searchTokens, textsToIndex } from '../../src/lib/search-tokens.js';

describe('textsToIndex', () => {
  it('splits scripts without spaces into pairs of characters, and the last one', () => {
    expect(textsToIndex(['放棄領土。NATO加盟'])).toBe('放棄 棄領 領土 土 nato 加盟 盟');
  });

  it('adds what apostrophes join after the text, so that phrases hold together', () => {
    expect(textsToIndex(["NATO's plan de l'Ukraine"])).toBe('natos plan de lukraine nato ukraine');
  });
});

it('searchTokens returns the place of each token in the text', () => {
  const text = '«П’ять» ｶﾞｽ 領\u00ad土';
  expect(searchTokens(text).map(({ token, start, end }) => [token, text.slice(start, end)])).toEqual([
    ['пять', 'П’ять'],
    ['ガス', 'ｶﾞｽ'],
    ['ス', 'ｽ'],
    ['領土', '領\u00ad土'],
    ['土', '土'],
    ['ять', 'П’ять'],
  ]);
});

it('phraseTokens keeps the last character of a word only where another word follows', () => {
  expect(phraseTokens(foldedWords('領土'))).toEqual(['領土']);
  expect(phraseTokens(foldedWords('加盟 NATO'))).toEqual(['加盟', '盟', 'nato']);
  expect(phraseTokens(foldedWords('北'))).toEqual(['北']);
});
