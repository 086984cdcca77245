import { timeInWords } from '../../src/domain/time-in-words.js';

describe('timeInWords()', () => {
  it.each([
    ['2023', '2023'],
    ['2023-04', 'April 2023'],
    ['2023-04-04', '4 April 2023'],
    ['0044-03-15', '15 March AD 44'],
    ['2023-04-20T10:30Z', '20 April 2023, 10:30 UTC'],
    ['2023-04-20T10:30:15.123Z', '20 April 2023, 10:30:15.123 UTC'],
    ['2023-04-20T10:30:00+02:00', '20 April 2023, 10:30:00 UTC+02:00'],
    ['../2024-04-04', 'by 4 April 2024'],
    ['../2024-04', 'by the end of April 2024'],
    ['../2024', 'by the end of 2024'],
    ['../2024-04-04T12:00Z', 'by 4 April 2024, 12:00 UTC'],
    ['../1984~', 'by about 1984'],
    ['2023/..', '2023 or later'],
    ['2023-04-20/..', '20 April 2023 or later'],
    ['2023-05/2023-07', 'between May 2023 and July 2023'],
    ['2023-05-02/2024', 'between 2 May 2023 and 2024'],
    ['2023-05/2023-05', 'May 2023'],
    ['1984~', 'about 1984'],
    ['1984-06?', 'June 1984 (uncertain)'],
    ['1984-06-02%', 'about 2 June 1984 (uncertain)'],
    ['1984~/1986-04', 'between about 1984 and April 1986'],
  ])('of %s is "%s"', (text, words) => {
    expect(timeInWords(text)).toBe(words);
  });

  it('returns any other text unchanged', () => {
    expect(timeInWords('last month')).toBe('last month');
    expect(timeInWords('2023/soon')).toBe('2023/soon');
  });
});
