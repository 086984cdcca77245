import fc from 'fast-check';
import { ClaimQueries } from '../../src/claims/claims.queries.js';
import type { RecordedEvent } from '../../src/event-log/event-log.js';
import { standard } from '../../src/verification/standard-policy.js';
import { type History, histories } from '../verification/histories.js';
import { naive } from '../verification/naive.js';
import { failingAt, TestReadModel } from './a-read-model.js';

const eventsOf = ({ facts }: History): RecordedEvent[] => facts as unknown as RecordedEvent[];
const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });
const runs = { numRuns: Number(process.env['LAW_RUNS'] ?? 60) };

function madeOf(history: History): TestReadModel {
  const made = new TestReadModel();
  made.handle(eventsOf(history));
  expect(made.readModel.checkpoints.parked()).toEqual([]);
  return made;
}

describe('a read model', () => {
  it('is the same however the events come in batches, and whatever is forgotten between', () => {
    fc.assert(
      fc.property(histories(), sizes, fc.boolean(), (history, batches, forgetting) => {
        const live = new TestReadModel();
        const events = eventsOf(history);
        if (forgetting) {
          for (const event of events) {
            live.handle([event]);
            live.readModel.projector.forget();
          }
        } else live.handleInBatches(events, batches);
        expect(live.dump()).toEqual(madeOf(history).dump());
      }),
      runs,
    );
  });

  it('does not change when events are delivered again', () => {
    fc.assert(
      fc.property(histories({ maxEntries: 15 }), (history) => {
        const once = madeOf(history);
        const before = once.dump();
        once.handle(eventsOf(history));
        expect(once.dump()).toEqual(before);
      }),
      runs,
    );
  });

  it('is the same once parked streams were retried as if they never had been parked', () => {
    const plan = fc.record({
      failing: fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 3 }),
      healed: fc.nat({ max: 100 }),
      retries: fc.array(fc.nat({ max: 100 }), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(histories(), sizes, plan, (history, batches, { failing, healed, retries }) => {
        const events = eventsOf(history);
        const positions = new Set(failing.map((n) => events[n % events.length]?.position ?? ''));
        const parked = new TestReadModel(failingAt(positions));
        const stops = [...retries, healed].map((percent) => Math.ceil((events.length * percent) / 100));
        let done = 0;
        for (const stop of stops.sort((a, b) => a - b)) {
          parked.handleInBatches(events.slice(done, stop), batches);
          done = Math.max(done, stop);
          parked.retry(events);
        }
        positions.clear();
        parked.retry(events);
        parked.handleInBatches(events.slice(done), batches);
        expect(parked.readModel.checkpoints.parked()).toEqual([]);
        expect(parked.dump()).toEqual(madeOf(history).dump());
      }),
      runs,
    );
  });

  const moments = fc.array(fc.nat({ max: 24 * 300 }), { minLength: 3, maxLength: 6 });
  const HOUR = 3_600_000;

  it('knows at any moment the state that a naive evaluation of the log finds', () => {
    fc.assert(
      fc.property(histories(), moments, (history, hours) => {
        const queries = new ClaimQueries(madeOf(history).readModel);
        const exact = hours.map((n) => history.facts[n % history.facts.length]?.metadata.recordedAt ?? '');
        const any = hours.map((n) => new Date(history.end + HOUR * (1200 - n)).toISOString());
        for (const claim of history.claims) {
          for (const at of [...exact, ...any]) {
            const state = queries.get(claim, at)?.verification;
            expect({ claim, at, ...short(state) }).toEqual({
              claim,
              at,
              ...short(naive(history.facts, claim, { asOf: at, now: at })),
            });
          }
        }
      }),
      runs,
    );
  });

  it('lays any case of the past before a policy', () => {
    fc.assert(
      fc.property(histories({ maxEntries: 25 }), moments, (history, [a = 0, b = 0]) => {
        const queries = new ClaimQueries(madeOf(history).readModel);
        const asOf = new Date(history.end - HOUR * a).toISOString();
        const validAt = new Date(history.end - HOUR * b).toISOString();
        for (const claim of history.claims) {
          const given = queries.caseOf(claim, asOf, validAt);
          const found = given && standard.evaluate(given);
          expect(short(found)).toEqual(short(naive(history.facts, claim, { asOf, validAt, now: asOf })));
        }
      }),
      runs,
    );
  });
});

function short(
  state: Pick<NonNullable<ReturnType<typeof naive>>, 'status' | 'rule' | 'counts' | 'rating'> | undefined,
) {
  return state && { status: state.status, rule: state.rule, rating: state.rating, counts: state.counts };
}
