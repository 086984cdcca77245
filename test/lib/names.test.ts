import { normalizeName } from '../../src/lib/names.js';

it('compares names without case, accents and surplus spaces', () => {
  expect(normalizeName('  El   PAÍS ')).toBe('el pais');
});
