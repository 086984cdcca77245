import type { MandateView } from '../../../../src/actors/actors.queries.js';
import { mandateId } from '../../../../src/explorer/recording/mandates/mandate-id.js';
import { SLUG } from '../../../../src/domain/ids.js';

const known = (mandate: string, more: Partial<MandateView> = {}): MandateView => ({
  ...{ mandate, speaker: 'kirby', principal: 'white-house', recordedAt: '2024-01-01T00:00:00.000Z' },
  ...more,
});

it('names a mandate by whom it is for', () => {
  expect(mandateId([], { speaksFor: 'white-house' })).toBe('for-white-house');
  expect(mandateId([], {})).toBeUndefined();
});

it('never has the id of another mandate, which would be replaced', () => {
  const first = known('for-white-house', { from: '2013', until: '2017' });
  expect(mandateId([first], { speaksFor: 'white-house', from: '2022' })).toBe('for-white-house-2');
  expect(mandateId([first, known('for-white-house-2')], { speaksFor: 'white-house', from: '2022' })).toBe(
    'for-white-house-3',
  );
});

it('has the id of the same mandate', () => {
  const first = known('term', { from: '2013', until: '2017' });
  expect(mandateId([first], { speaksFor: 'white-house', from: '2013', until: '2017' })).toBe('term');
  expect(mandateId([known('open')], { speaksFor: 'white-house', from: null })).toBe('open');
});

it('stays an id for the longest ids', () => {
  const principal = `${'a'.repeat(51)}-${'b'.repeat(12)}`;
  const first = mandateId([], { speaksFor: principal }) ?? '';
  const second = mandateId([known(first, { principal, from: '2020' })], { speaksFor: principal });
  expect([first, second]).toEqual([`for-${'a'.repeat(51)}`, `for-${'a'.repeat(51)}-2`]);
  for (const id of [first, second]) expect(id).toMatch(SLUG);
});
