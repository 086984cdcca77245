import { cutId, freeId, isId, numberedId } from '../../src/domain/ids.js';

describe('cutId', () => {
  it.each([
    ['nato-discusses-land', 14, 'nato-discusses'],
    ['nato-discusses-land', 13, 'nato'],
    ['nato-discusses-land', 19, 'nato-discusses-land'],
    ['-nato-', 48, 'nato'],
    ['x'.repeat(80), 64, 'x'.repeat(64)],
  ])('makes an id of %s with at most %i characters, cut between words', (text, max, id) => {
    expect(cutId(text, max)).toBe(id);
    expect(isId(id)).toBe(true);
  });

  it('makes nothing of a text without letters or digits', () => {
    expect([cutId(''), cutId('---')]).toEqual([undefined, undefined]);
  });
});

describe('freeId', () => {
  it('returns the id itself where it is free', () => {
    expect(freeId('nato-denied', () => false)).toBe('nato-denied');
  });

  it('counts up past the ids that are taken, within the longest id', () => {
    const taken = new Set(['a', 'a-2', 'a-3']);
    expect(freeId('a', (id) => taken.has(id))).toBe('a-4');
    const long = 'x'.repeat(64);
    expect(freeId(long, (id) => id === long)).toBe(`${'x'.repeat(62)}-2`);
  });
});

it('numbers an id that ends with a hyphen when it is cut', () => {
  expect(numberedId(`${'x'.repeat(61)}-yy`, 2)).toBe(`${'x'.repeat(61)}-2`);
});
