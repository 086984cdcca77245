import fc from 'fast-check';
import { ClaimQueries } from '../../src/claims/queries/claim.queries.js';
import { histories } from '../verification/standard/generators/history.js';
import { minute, TestLedger } from '../support/test-ledger.js';
import { TestReadModel } from '../support/test-read-model.js';
import type { RecordedEvent } from '../../src/event-log/event-log.js';

describe('A claim asked about again', () => {
  let ledger: TestLedger;
  const get = (at = ledger.now) => ledger.claims.get('talks', at);

  beforeEach(() => {
    ledger = new TestLedger();
    ledger.actor('nato');
    ledger.claim('talks', { about: ['nato'] });
  });

  it('is the same object until something is recorded', () => {
    const first = get();
    expect(get()).toBe(first);
    expect(get(minute(500))).toBe(first);
    ledger.record('narrative', 'story', { type: 'NarrativeRegistered', data: { title: 'A story' } });
    ledger.record('narrative', 'story', { type: 'NarrativeClaimAdded', data: { claim: 'talks' } });
    expect(get()?.narratives).toEqual([{ id: 'story', title: 'A story' }]);
  });

  it('changes when a date passes', () => {
    const search = { where: 'Here', outcome: 'found-nothing', by: ['nato'], goodUntil: '2026-01-02' } as const;
    ledger.entry('talks', 'ConfirmationSought', search);
    expect(get()?.verification.status).toBe('unsubstantiated');
    expect(get('2026-01-02T23:59:59.999Z')?.verification.status).toBe('unsubstantiated');
    expect(get('2026-01-03T00:00:00.000Z')?.verification.rule).toBe('unverified/search-expired');
    expect(get()?.verification.status).toBe('unsubstantiated');
  });

  it('is as of the moment asked about, whichever was asked about before', () => {
    fc.assert(
      fc.property(
        histories(),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 }),
        ({ events: facts, claims }, asked) => {
          const model = new TestReadModel();
          const queries = new ClaimQueries(model.readModel);
          const events = facts as unknown as RecordedEvent[];
          events.forEach((event, index) => {
            model.handle([event]);
            const at = facts[index]?.metadata.recordedAt ?? '';
            const moments = [at, ...asked.map(([, moment]) => facts[moment % (index + 1)]?.metadata.recordedAt ?? at)];
            for (const [number, moment] of moments.entries()) {
              const claim = claims[(asked[number]?.[0] ?? 0) % claims.length] ?? '';
              expect(queries.get(claim, moment)).toEqual(new ClaimQueries(model.readModel).get(claim, moment));
            }
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});
