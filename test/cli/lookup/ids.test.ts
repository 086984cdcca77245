import { freeId, idFrom, isId } from '../../../src/cli/lookup/ids.js';

describe('idFrom', () => {
  it.each([
    ['Stian Jenssen', 'stian-jenssen'],
    ['  “El País” ', 'el-pais'],
    ['Київ', 'kiyiv'],
    ['NATO’s land-for-membership!', 'natos-land-for-membership'],
    ['x'.repeat(80), 'x'.repeat(64)],
  ])('makes a readable id of %s', (text, id) => {
    expect(idFrom(text)).toBe(id);
    expect(isId(id)).toBe(true);
  });

  it('cuts between words', () => {
    expect(idFrom('NATO discusses that Ukraine give up land', 24)).toBe('nato-discusses-that');
  });

  it('makes nothing of a text without letters or digits', () => {
    expect(idFrom('…!')).toBeUndefined();
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
