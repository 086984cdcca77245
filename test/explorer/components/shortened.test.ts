import fc from 'fast-check';
import { shortened, wrapped } from '../../../src/explorer/components/shortened.js';

describe('texts in drawings', () => {
  it('are shortened where they have no room, wide letters earlier', () => {
    expect(shortened('La Repubblica', 13)).toBe('La Repubblica');
    expect(shortened('La Repubblica', 12)).toBe('La Repubbli…');
    expect(shortened('北大西洋条約機構', 8)).toBe('北大西…');
  });

  it('are wrapped between words, and the last line is shortened', () => {
    expect(wrapped('NATO discusses that Kyiv cede territory.', 20, 3)).toEqual([
      'NATO discusses that',
      'Kyiv cede territory.',
    ]);
    expect(wrapped('NATO discusses that Kyiv cede territory.', 15, 2)).toEqual(['NATO discusses', 'that Kyiv cede…']);
  });

  it('keep all their words if they fit, in no more lines than there may be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
        fc.integer({ min: 1, max: 5 }),
        (words, most) => {
          const lines = wrapped(words.join(' '), 14, most);
          expect(lines.length).toBeLessThanOrEqual(most);
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(14);
          if (!lines.some((line) => line.endsWith('…'))) expect(lines.join(' ')).toBe(words.join(' '));
        },
      ),
    );
  });
});
