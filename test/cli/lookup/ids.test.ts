import { idFrom } from '../../../src/cli/lookup/ids.js';
import { isId } from '../../../src/domain/ids.js';

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
