import fc from 'fast-check';
import { ClaimQueries } from '../../../src/claims/queries/claim.queries.js';
import type { Moment } from '../../../src/claims/queries/moments.views.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { runs } from '../../support/runs.js';
import { TestReadModel } from '../../support/test-read-model.js';
import { type History, histories } from '../../verification/standard/generators/history.js';

const DAY = 86_400_000;

function queriesOf({ events }: History): ClaimQueries {
  const model = new TestReadModel();
  model.handle(events as unknown as RecordedEvent[]);
  return new ClaimQueries(model.readModel);
}

/** The moments on all pages. */
function momentsOf(queries: ClaimQueries, claim: string, at: string, limit: number): readonly Moment[] {
  const moments: Moment[] = [];
  let afterRevision: number | undefined;
  do {
    const page = queries.moments(claim, at, { afterRevision, limit });
    moments.push(...(page?.items ?? []));
    afterRevision = page?.nextRevision;
  } while (afterRevision !== undefined);
  return moments;
}

const statusOf = ({ status, rule, rating }: Pick<Moment, 'status' | 'rule' | 'rating'>) => ({ status, rule, rating });

describe('MomentQueries: properties', () => {
  it('returns every entry once, each with the status as of then, and every other change', () => {
    fc.assert(
      fc.property(histories(), fc.integer({ min: 1, max: 5 }), fc.nat({ max: 300 }), (history, limit, days) => {
        const queries = queriesOf(history);
        const at = new Date(history.end + DAY * (150 - days)).toISOString();
        for (const claim of history.claims) {
          const moments = momentsOf(queries, claim, at, 10_000);
          expect(momentsOf(queries, claim, at, limit)).toEqual(moments);

          const items = queries.history(claim, at)?.items ?? [];
          const entries = items.filter((item) => item.kind === 'entry');
          expect(
            moments.flatMap(({ revision, cause, voided }) => (revision === undefined ? [] : [[cause, voided]])),
          ).toEqual(entries.map(({ entry, voided }) => [{ entry }, voided && true]));
          expect(moments.filter(({ changed }) => changed).map(statusOf)).toEqual(
            items.flatMap((item) =>
              item.kind === 'change' ? [statusOf(item)] : item.changed ? [statusOf(item.changed)] : [],
            ),
          );

          // Of moments at the same time, the last one counts.
          const last = new Map(moments.map((moment) => [moment.recordedAt, moment]));
          for (const [recordedAt, moment] of last) {
            expect(queries.get(claim, recordedAt)?.verification).toMatchObject(
              JSON.parse(JSON.stringify(statusOf(moment))) as object,
            );
          }
        }
      }),
      { numRuns: runs(200) },
    );
  });
});
