import { nameSkeleton } from '../../src/lib/name-skeleton.js';

it.each([
  ['NАTO', 'NATO'],
  ['Κуiv', 'Kyiv'],
  ['TА\u0405\u0405', 'TASS'],
  ['lnterfax', 'Interfax'],
])('nameSkeleton is the same for %s and %s', (one, other) => {
  expect(one).not.toBe(other);
  expect(nameSkeleton(one)).toBe(nameSkeleton(other));
});

it.each([
  ['НАТО', 'NATO'],
  ['Kyiv', 'Kiev'],
])('nameSkeleton differs for %s and %s', (one, other) => {
  expect(nameSkeleton(one)).not.toBe(nameSkeleton(other));
});
