import { isSeveral, type NamedActor } from '../../../src/verification/summary/english-names.js';

const unnamed = (description: string): NamedActor => ({ name: 'Somebody', kind: 'unnamed', description });

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
