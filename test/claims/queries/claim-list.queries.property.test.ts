import fc from 'fast-check';
import { ClaimQueries } from '../../../src/claims/queries/claim.queries.js';
import { CLAIM_SORT_KEYS, type ClaimSortKey } from '../../../src/claims/queries/claim-sort-keys.js';
import type { ClaimFilter, ClaimSummary, ClaimView } from '../../../src/claims/queries/views.js';
import { RATINGS } from '../../../src/domain/vocabulary.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { RULES } from '../../../src/verification/standard/rule-names.js';
import { runs } from '../../support/runs.js';
import { TestReadModel } from '../../support/test-read-model.js';
import { histories } from '../../verification/standard/generators/history.js';

const DAY = 86_400_000;

/** Returns the claims on all pages of a list. */
function list(queries: ClaimQueries, filter: ClaimFilter, limit: number): ClaimSummary[] {
  const claims: ClaimSummary[] = [];
  for (let cursor: string | undefined; ;) {
    const page = queries.list(filter, { now: filter.asOf ?? '', limit, cursor });
    claims.push(...page.items);
    if (page.next === undefined) return claims;
    cursor = page.next;
  }
}

const idsOf = (claims: readonly { readonly id: string }[]): string[] => claims.map(({ id }) => id);

/** What a list sorts by; undefined for a claim that it leaves out. */
function valueOf({ verification, lastRecordedAt }: ClaimView, key: ClaimSortKey): number | string | undefined {
  const { changes, since, coverage } = verification;
  const { reporters, independentOrigins, putForwardBy, timeToDenial } = coverage;
  return {
    activity: lastRecordedAt,
    changes,
    since,
    reporters,
    'independent-origins': independentOrigins,
    'put-forward': putForwardBy,
    'time-to-denial': timeToDenial?.occurred?.atLeast,
    'recorded-time-to-denial': timeToDenial?.recorded,
  }[key];
}

const filters: fc.Arbitrary<readonly [ClaimFilter, (claim: ClaimView) => boolean]> = fc.oneof(
  fc
    .nat({ max: 3 })
    .map((n) => [{ minReporters: String(n) }, ({ verification }: ClaimView) => verification.coverage.reporters >= n]),
  fc
    .nat({ max: 2 })
    .map((n) => [
      { maxIndependentOrigins: String(n) },
      ({ verification }: ClaimView) => verification.coverage.independentOrigins <= n,
    ]),
  fc.constant([{ deniedByAbout: 'true' }, ({ verification }: ClaimView) => verification.coverage.deniedByAbout]),
  fc
    .constantFrom(...Object.keys(RULES))
    .map((rule) => [{ rule }, ({ verification }: ClaimView) => verification.rule === rule]),
  fc
    .constantFrom(...RATINGS)
    .map((rating) => [{ rating }, ({ verification }: ClaimView) => verification.rating === rating]),
  fc.constant([{ language: 'EN' }, ({ language }: ClaimView) => language === 'en']),
) as fc.Arbitrary<readonly [ClaimFilter, (claim: ClaimView) => boolean]>;

describe('ClaimListQueries: properties', () => {
  it('lists as of any moment what the claims read as of that moment say, filtered and sorted', () => {
    fc.assert(
      fc.property(
        histories(),
        fc.nat({ max: 300 }),
        fc.array(filters, { maxLength: 2 }),
        fc.constantFrom(...CLAIM_SORT_KEYS),
        fc.boolean(),
        fc.integer({ min: 1, max: 4 }),
        (history, days, chosen, sort, ascending, limit) => {
          const model = new TestReadModel();
          model.handle(history.events as unknown as RecordedEvent[]);
          const queries = new ClaimQueries(model.readModel);
          const asOf = new Date(history.end + DAY * (150 - days)).toISOString();
          const filter = Object.assign({ asOf }, ...chosen.map(([each]) => each)) as ClaimFilter;
          const all = list(queries, { asOf, sort: 'oldest' }, limit);
          const expected = all
            .map(({ id }) => queries.get(id, asOf) as ClaimView)
            .filter((claim) => chosen.every(([each, holds]) => holds(claim) || overwritten(each, filter)));
          expect(idsOf(list(queries, { ...filter, sort: 'oldest' }, limit))).toEqual(idsOf(expected));

          const found = list(queries, { ...filter, sort, order: ascending ? 'ascending' : 'descending' }, limit);
          const values = new Map(expected.map((claim) => [claim.id, valueOf(claim, sort)]));
          const order = expected
            .filter(({ id }) => values.get(id) !== undefined)
            .sort((a, b) => compare(values.get(a.id), values.get(b.id)));
          if (!ascending) order.reverse();
          if (sort !== 'activity') expect(idsOf(found)).toEqual(idsOf(order));
          // Entries can be recorded at one time: then the log decides.
          expect(found.map(({ id }) => values.get(id))).toEqual(order.map(({ id }) => values.get(id)));
          expect(idsOf(found).sort()).toEqual(idsOf(order).sort());
          for (const { id, changes, coverage } of found) {
            const { verification } = queries.get(id, asOf) as ClaimView;
            expect({ changes, coverage }).toEqual({
              changes: verification.changes,
              coverage: verification.coverage,
            });
          }
        },
      ),
      { numRuns: runs(200) },
    );
  });
});

/** Whether a later filter of the same name replaced this one. */
const overwritten = (each: ClaimFilter, filter: ClaimFilter): boolean =>
  Object.entries(each).some(([name, value]) => filter[name as keyof ClaimFilter] !== value);

function compare(a: number | string | undefined, b: number | string | undefined): number {
  if (a === undefined || b === undefined || a === b) return 0;
  return a < b ? -1 : 1;
}
