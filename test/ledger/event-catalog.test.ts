import { AGGREGATE_TYPES } from '../../src/domain/domain-event.js';
import { AGGREGATES, EVENT_CATALOG, storedType, wireTypeOf } from '../../src/ledger/event-catalog.js';

const entries = [...EVENT_CATALOG.values()];

describe('the event catalog', () => {
  it('contains each event type of each aggregate, and one registration for each', () => {
    expect(Object.keys(AGGREGATES).sort()).toEqual([...AGGREGATE_TYPES].sort());
    for (const [aggregate, { registration, types }] of Object.entries(AGGREGATES)) {
      const own = entries.filter((entry) => entry.aggregate === aggregate);
      expect(own.map(({ type }) => type)).toEqual(Object.keys(types));
      expect(own.filter(({ registers }) => registers).map(({ type }) => type)).toEqual([registration]);
    }
  });

  it('assigns each type a unique wire name with the aggregate as its prefix', () => {
    expect(new Set(entries.map(({ wireName }) => wireName)).size).toBe(entries.length);
    for (const { aggregate, wireName } of entries) expect(wireName).toMatch(new RegExp(`^${aggregate}\\.[a-z-]+$`));
  });

  it('storedType() accepts the name, the wire name, and the full wire type in any version', () => {
    for (const { type, wireName } of entries) {
      for (const name of [type, wireName, wireTypeOf(type, 1), wireTypeOf(type, 12)]) {
        expect(storedType(name)).toBe(type);
      }
    }
    for (const name of ['', 'claim', 'claim.', 'claim.whispered', 'toString', 'claim-ledger.claim.v1'])
      expect(storedType(name)).toBeUndefined();
  });

  it('wireTypeOf() returns the stored name of an unknown type', () => {
    expect(wireTypeOf('ClaimForgotten', 3)).toBe('claim-ledger.ClaimForgotten.v3');
    expect(wireTypeOf('toString', 1)).toBe('claim-ledger.toString.v1');
  });
});
