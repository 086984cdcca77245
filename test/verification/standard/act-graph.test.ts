import { buildActGraph } from '../../../src/verification/standard/act-graph.js';
import { successorsOf } from '../../../src/verification/standard/chronology.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import { PolicyInputBuilder } from '../policy-input.builder.js';

const rowOf = (count: number): PolicyInputBuilder => {
  const given = new PolicyInputBuilder().actor('outlet', 'vg');
  for (let n = 0; n < count; n += 1) given.reported(`r${n}`, 'vg', n === 0 ? {} : { after: [`r${n - 1}`] });
  return given;
};

describe('buildActGraph()', () => {
  it('lets an act follow at most 200 others', () => {
    const { acts } = buildActGraph(rowOf(1_000).build());
    const followed = new Map(acts.map((act) => [act, 0]));
    for (const act of acts) {
      for (const later of successorsOf(act)) followed.set(later, (followed.get(later) ?? 0) + 1);
    }
    expect(Math.max(...followed.values())).toBe(200);
    expect(acts[200]?.after).toEqual([acts[199]]);
    expect(acts[201]?.after).toEqual([]);
  });

  it('decides the same when the row grows act by act', () => {
    const given = rowOf(201);
    const input = { ...given.build(), cache: {} };
    standard.evaluate(input);
    given.reported('r201', 'vg', { after: ['r200'] });
    given.denied('denial', 'vg', { after: ['r201'] });
    expect(standard.evaluate(input)).toEqual(standard.evaluate(given.build()));
  });
});
