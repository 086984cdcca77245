import { NO_NAMES } from '../../../src/explorer/api/names.js';
import { replayTitle } from '../../../src/explorer/components/scenario.js';
import { othersText } from '../../../src/explorer/words/others.js';
import { wordsIn } from '../../support/words.js';

it.each([
  ['en', 'A, B, C and another', 'A, B, C and 2 others'],
  ['de', 'A, B, C und eine weitere', 'A, B, C und 2 weitere'],
  ['uk', 'A, B, C і ще 1', 'A, B, C і ще 2'],
  [
    'ar',
    '\u2068A\u2069 و\u2068B\u2069 و\u2068C\u2069 وواحد غيرها',
    '\u2068A\u2069 و\u2068B\u2069 و\u2068C\u2069 واثنان غيرها',
  ],
] as const)('ends a list in a title with what it does not name: %s', (language, one, two) => {
  const words = wordsIn(language);
  const names = { ...NO_NAMES, actors: { a: 'A', b: 'B', c: 'C' } };
  const titleWithout = (...ids: readonly string[]) =>
    replayTitle(
      {
        scenario: {
          asOf: '2024-04-04T00:00:00Z',
          policy: 'standard/1',
          without: ids.map((id) => `actor:${id}`),
          only: [],
        },
      },
      names,
      words,
    );
  expect(titleWithout('a', 'b', 'c', 'd')).toBe(`${words.text('replay.without')}: ${one}`);
  expect(titleWithout('a', 'b', 'c', 'd', 'e')).toBe(`${words.text('replay.without')}: ${two}`);
});

it('counts entries that a list does not name by a noun where the language has genders', () => {
  expect(othersText(1, wordsIn('de'), 'entry.others')).toEqual(['ein weiterer Eintrag']);
  expect(othersText(11, wordsIn('ar'), 'entry.others')).toEqual(['11 قيدًا آخر']);
  expect(othersText(0, wordsIn('de'), 'entry.others')).toEqual([]);
});
