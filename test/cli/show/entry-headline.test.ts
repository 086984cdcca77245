import { headline } from '../../../src/cli/show/entry-headline.js';
import { entryOf, NameResolver } from '../../../src/cli/show/name-resolver.js';
import { actor, answers, claim, entry } from './support.js';

const ACTORS = [
  actor('tass', 'TASS'),
  actor('ria', 'RIA'),
  actor('allies', 'Allies', 'group'),
  actor('officials', 'Some officials', 'unnamed', { description: 'officials in four capitals' }),
];
const names = new NameResolver(answers(claim(), [], { actors: ACTORS }));

describe('headline()', () => {
  it.each([
    ['one outlet', ['tass'], 'TASS reads it into “Report”', 'came true, says TASS'],
    ['an actor without a name', ['unknown'], 'unknown reads it into “Report”', 'came true, says unknown'],
    [
      'two outlets',
      ['tass', 'ria'],
      'TASS and RIA jointly read it into “Report”',
      'came true, say TASS and RIA jointly',
    ],
    ['a group', ['allies'], 'Allies read it into “Report”', 'came true, say Allies'],
    [
      'unnamed people',
      ['officials'],
      'Some officials (unnamed) read it into “Report”',
      'came true, say Some officials (unnamed)',
    ],
  ])('agrees with %s', (_, by, reading, saying) => {
    const interpreted = entry('reading', 'ClaimInterpreted', { by, interprets: { document: '“Report”' } });
    expect(headline(entryOf(interpreted), names)).toBe(reading);
    const resolved = entry('came', 'ForecastResolved', { by, outcome: 'came-true', document: 'd' });
    expect(headline(entryOf(resolved), names)).toBe(saying);
  });
});
