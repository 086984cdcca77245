import { inSentence, isSeveral, type NamedActor } from '../../../src/verification/summary/english-names.js';

const unnamed = (description: string): NamedActor => ({ name: description, kind: 'unnamed', description });

describe('inSentence()', () => {
  it.each<[NamedActor, string]>([
    [{ name: 'Alliance sources', kind: 'unnamed', description: 'alliance sources' }, 'alliance sources'],
    [{ name: 'A French official', kind: 'unnamed', description: 'someone in Paris' }, 'a French official'],
    [{ name: 'Officials', kind: 'unnamed', description: 'alliance sources' }, 'Officials'],
    [{ name: 'The Kremlin', kind: 'organization' }, 'the Kremlin'],
    [{ name: 'The Hill', kind: 'outlet' }, 'The Hill'],
  ])('names %j by its name, spelled as in a sentence: %s', (actor, expected) => {
    expect(inSentence(actor)).toBe(expected);
  });
});

describe('isSeveral()', () => {
  it.each([
    unnamed('officials in four capitals'),
    unnamed('four people involved in the discussions'),
    unnamed('U.S. officials'),
    unnamed('a minister and an aide'),
    unnamed('sources close to the talks'),
    { name: 'Allies', kind: 'group' as const },
    { name: 'Bob Woodward and Carl Bernstein', kind: 'person' as const },
    { name: 'The Armed Forces of Ukraine', kind: 'organization' as const },
    { name: 'Houthis', kind: 'organization' as const },
  ])('is true of $name ($kind, $description)', (actor) => {
    expect(isSeveral(actor)).toBe(true);
  });

  it.each([
    unnamed('a senior NATO diplomat'),
    unnamed('an Eastern European official who knows the NATO talks'),
    unnamed('another of the diplomats'),
    unnamed('somebody in the US'),
    { name: 'Reuters', kind: 'outlet' as const },
    { name: 'The New York Times', kind: 'outlet' as const },
    { name: 'The United States', kind: 'organization' as const },
    { name: 'Council of Ministers', kind: 'organization' as const },
    { name: 'James Stavridis', kind: 'person' as const },
  ])('is false of $name ($kind, $description)', (actor) => {
    expect(isSeveral(actor)).toBe(false);
  });
});
