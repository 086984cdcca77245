import fc from 'fast-check';
import { ClaimQueries } from '../../../src/claims/queries/claim.queries.js';
import type { StatusView } from '../../../src/claims/queries/views.js';
import type { Reads } from '../../../src/claims/scenario/scenario-reads.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { memoize } from '../../../src/lib/memoize.js';
import { ComparisonQueries } from '../../../src/replay/comparisons/comparison.queries.js';
import type { ComparedClaim } from '../../../src/replay/comparisons/comparison.views.js';
import { runs } from '../../support/runs.js';
import { TestReadModel } from '../../support/test-read-model.js';
import { histories } from '../../verification/standard/generators/history.js';

const DAY = 86_400_000;

/** All pages of a comparison. */
function comparison(model: TestReadModel, from: string, to: string, limit: number): ComparedClaim[] {
  const queries = new ComparisonQueries(model.readModel);
  const create = memoize((type: new (model: TestReadModel['readModel']) => unknown) => new type(model.readModel));
  const reads: Reads = { queries: create as Reads['queries'] };
  const items: ComparedClaim[] = [];
  let cursor: string | undefined;
  do {
    const page = queries.compare({ asOf: from, reads }, { asOf: to, reads }, { limit, cursor });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}

const stateOf = (view: StatusView | undefined) => view && [view.status, view.rule, view.rating];

describe('ComparisonQueries: properties', () => {
  it('returns the claims whose states differ between two moments, each once, and composes', () => {
    fc.assert(
      fc.property(
        histories(),
        fc.tuple(fc.nat({ max: 250 }), fc.nat({ max: 250 }), fc.nat({ max: 250 })),
        fc.integer({ min: 1, max: 4 }),
        (history, days, limit) => {
          const model = new TestReadModel();
          model.handle(history.events as unknown as RecordedEvent[]);
          const [a, b, c] = days.map((day) => new Date(history.end + DAY * (100 - day)).toISOString()).sort() as [
            string,
            string,
            string,
          ];
          const claims = new ClaimQueries(model.readModel);
          const differing = (from: string, to: string) =>
            history.claims.flatMap((claim) => {
              const [before, after] = [from, to].map((at) => stateOf(claims.get(claim, at)?.verification));
              return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ claim, before, after }];
            });
          const plain = (items: readonly ComparedClaim[]) =>
            items.map(({ claim, before, after }) => ({ claim, before: stateOf(before), after: stateOf(after) }));
          const sorted = <Item extends { claim: string }>(items: readonly Item[]) =>
            [...items].sort((one, other) => (one.claim < other.claim ? -1 : 1));
          const whole = comparison(model, a, c, 200);
          expect(comparison(model, a, c, limit)).toEqual(whole);
          expect(sorted(plain(whole))).toEqual(sorted(differing(a, c)));
          expect(comparison(model, b, b, limit)).toEqual([]);

          for (const { claim, before, after, changes = [] } of whole) {
            expect(stateOf(changes[0]?.before)).toEqual(stateOf(before));
            expect(stateOf(changes.at(-1)?.after)).toEqual(stateOf(after));
            changes.slice(1).forEach((change, index) => {
              expect(stateOf(change.before)).toEqual(stateOf(changes[index]?.after));
            });
            expect(claims.get(claim, c)?.verification.summary).toEqual(after?.summary);
          }

          // First from a to b, then from b to c: what both say of a claim is what changed from a to c.
          const [first, second] = [comparison(model, a, b, 200), comparison(model, b, c, 200)];
          const composed = new Map(plain(first).map((item) => [item.claim, item]));
          for (const item of plain(second)) {
            composed.set(item.claim, {
              ...item,
              before: composed.has(item.claim) ? composed.get(item.claim)?.before : item.before,
            });
          }
          const differs = ({ before, after }: { before: unknown; after: unknown }) =>
            JSON.stringify(before) !== JSON.stringify(after);
          expect(sorted([...composed.values()].filter(differs))).toEqual(sorted(plain(whole)));
        },
      ),
      { numRuns: runs(100) },
    );
  });
});
