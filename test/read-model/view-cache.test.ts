import fc from 'fast-check';
import { ClaimQueries } from '../../src/claims/queries/claim.queries.js';
import { histories } from '../verification/standard/generators/history.js';
import { minute, InMemoryLedger } from '../support/test-ledger.js';
import { TestReadModel } from '../support/test-read-model.js';
import type { RecordedEvent } from '../../src/event-log/event-log.js';

describe('ViewCache of claims', () => {
  let ledger: InMemoryLedger;
  const get = (at = ledger.now) => ledger.claims.get('talks', at);

  beforeEach(() => {
    ledger = new InMemoryLedger();
    ledger.actor('nato');
    ledger.claim('talks', { about: ['nato'] });
  });

  it('returns the same object until an event is recorded', () => {
    const first = get();
    expect(get()).toBe(first);
    expect(get(minute(500))).toBe(first);
    ledger.record('narrative', 'story', { type: 'NarrativeRegistered', data: { title: 'A story' } });
    ledger.record('narrative', 'story', { type: 'NarrativeClaimAdded', data: { claim: 'talks' } });
    expect(get()?.narratives).toEqual([{ id: 'story', title: 'A story' }]);
  });

  it('returns another status when a date passes', () => {
    ledger.actor('checker');
    const search = { where: 'Here', outcome: 'found-nothing', by: ['checker'], goodUntil: '2026-01-02' } as const;
    ledger.entry('talks', 'ConfirmationSought', search);
    expect(get()?.verification.status).toBe('unsubstantiated');
    expect(get('2026-01-02T23:59:59.999Z')?.verification.status).toBe('unsubstantiated');
    expect(get('2026-01-03T00:00:00.000Z')?.verification.rule).toBe('unverified/search-expired');
    expect(get()?.verification.status).toBe('unsubstantiated');
  });

  it('returns the state of the requested moment, whatever was requested before', () => {
    fc.assert(
      fc.property(
        histories(),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 }),
        ({ events: recorded, claims }, questions) => {
          const model = new TestReadModel();
          const queries = new ClaimQueries(model.readModel);
          const events = recorded as unknown as RecordedEvent[];
          events.forEach((event, index) => {
            model.handle([event]);
            const at = recorded[index]?.metadata.recordedAt ?? '';
            const moments = [
              at,
              ...questions.map(([, moment]) => recorded[moment % (index + 1)]?.metadata.recordedAt ?? at),
            ];
            for (const [number, moment] of moments.entries()) {
              const claim = claims[(questions[number]?.[0] ?? 0) % claims.length] ?? '';
              expect(queries.get(claim, moment)).toEqual(new ClaimQueries(model.readModel).get(claim, moment));
            }
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});
