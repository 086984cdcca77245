import { type ContextSource, policyContextOf } from '../../../src/claims/projection/policy-input.js';

describe('policyContextOf()', () => {
  it('reads joined actors once for all ids of one actor', () => {
    const ids = Array.from({ length: 100 }, (_, n) => `id-${n}`).sort();
    let reads = 0;
    const source: ContextSource = {
      actor: (id) => ({ id, kind: 'outlet' }),
      joinedWith: (id) => {
        reads += 1;
        return ids.includes(id) ? ids : [id];
      },
      mandatesOf: () => [],
      publisher: () => undefined,
    };
    const { actors } = policyContextOf(source, () => true, new Map());
    for (const id of ids) expect(actors.get(id)?.joined).toBe(ids);
    expect(actors.get('alone')).toEqual({ id: 'alone', kind: 'outlet' });
    expect(reads).toBe(2);
  });
});
