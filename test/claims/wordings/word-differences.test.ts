import { MAX_COMPARED_LENGTH, WordDifferences } from '../../../src/claims/wordings/word-differences.js';

const marked = (before: string, after: string, language = 'en'): string => {
  const compared = new WordDifferences().between(before, after, language);
  if ('uncompared' in compared) return compared.uncompared;
  const marks = { same: '', removed: '-', added: '+' };
  return compared.difference.map(({ change, text }) => `${marks[change]}(${text})`).join('');
};

describe('WordDifferences', () => {
  it('compares whole words', () => {
    expect(marked('NATO is discussing land.', 'NATO could give up land.')).toBe(
      '(NATO )-(is discussing)+(could give up)( land.)',
    );
    expect(marked('The same.', 'The same.')).toBe('(The same.)');
  });

  it('finds the words of a language that writes no spaces', () => {
    expect(marked('北約正在討論領土', '北約可能放棄領土', 'zh')).toBe('(北約)-(正在討論)+(可能放棄)(領土)');
  });

  it('reconstructs both texts from the parts, apart from white space', () => {
    const [before, after] = ['One, two  three – four five.', 'Two three; four, and six!'];
    const compared = new WordDifferences().between(before, after, 'en');
    const parts = 'difference' in compared ? compared.difference : [];
    const without = (left: string) =>
      parts
        .filter(({ change }) => change !== left)
        .map(({ text }) => text)
        .join('')
        .replace(/\s+/g, '');
    expect([without('added'), without('removed')]).toEqual([before.replace(/\s+/g, ''), after.replace(/\s+/g, '')]);
  });

  it('does not compare long texts, nor texts with many different words', () => {
    expect(marked('a', 'b'.repeat(MAX_COMPARED_LENGTH + 1))).toBe('too-long');
    const words = (prefix: string) => Array.from({ length: 100 }, (_, index) => `${prefix}${index}`).join(' ');
    expect(marked(words('a'), words('b'))).toBe('too-different');
  });

  it('stops after a fixed amount of work', () => {
    const differences = new WordDifferences();
    const words = (prefix: string) => Array.from({ length: 70 }, (_, index) => `${prefix}${index}`).join(' ');
    const outcomes = Array.from({ length: 100 }, () => differences.between(words('a'), words('b'), 'en')).map(
      (compared) => ('uncompared' in compared ? compared.uncompared : 'compared'),
    );
    expect(outcomes.indexOf('page-limit')).toBe(13);
    expect(new Set(outcomes)).toEqual(new Set(['compared', 'page-limit']));
  });
});
