import fc from 'fast-check';
import { ledgerProjection } from '../../src/ledger/ledger.projection.js';
import { ClaimQueries } from '../../src/claims/queries/claim.queries.js';
import type { RecordedEvent } from '../../src/event-log/event-log.js';
import type { SummaryActor, SummaryView } from '../../src/claims/queries/views.js';
import type { Verification } from '../../src/verification/policy.js';
import type { Policy } from '../../src/verification/policy.js';
import { standard } from '../../src/verification/standard/standard-policy.js';
import { ACTOR_KINDS } from '../../src/domain/vocabulary.js';
import { History, histories as anyHistories } from '../verification/standard/generators/history.js';
import { policies } from '../verification/standard/generators/parameters.js';
import { GeneratedLog } from '../verification/standard/generators/log.js';
import { policyInputOf } from '../verification/standard/reference-evaluator/input.js';
import type { AnyDomainEvent, Question } from '../verification/standard/reference-evaluator/acts.js';
import { runs } from '../support/runs.js';
import { failingAt, TestReadModel, echoPolicy } from '../support/test-read-model.js';

/** Random histories with additional amendments of actors, which other tests don't need. */
function histories(options = {}): fc.Arbitrary<History> {
  const data = fc.oneof(
    fc.record({ kind: fc.constantFrom(...ACTOR_KINDS) }),
    fc.record({ name: fc.constantFrom('A', 'B'), aliases: fc.subarray(['C', 'D']) }),
    fc.record({ outlet: fc.constantFrom('tass', 'vg') }),
  );
  const amendment = fc.record({
    at: fc.nat({ max: 60 }),
    actor: fc.constantFrom('tass', 'nato', 'jenssen', 'diplomat'),
    data,
  });
  return fc.tuple(anyHistories(options), fc.array(amendment, { maxLength: 3 })).map(([history, amendments]) => {
    const events = [...history.events];
    for (const { at, actor, data } of amendments) {
      const index = 10 + (at % (events.length - 9));
      const metadata = (events[index - 1] as AnyDomainEvent).metadata;
      events.splice(index, 0, { stream: `actor-${actor}`, type: 'ActorAmended', data, metadata } as AnyDomainEvent);
    }
    return new History(GeneratedLog.of(events).events, history.claims);
  });
}

const eventsOf = ({ events }: History): RecordedEvent[] => events as unknown as RecordedEvent[];
const batchSizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });
const many = { numRuns: runs(40) };
/** For long histories, which take minutes to shrink. */
const fewerRuns = { numRuns: runs(10), endOnFailure: true };

function readModelOf(history: History, policy: Policy = standard): TestReadModel {
  const made = new TestReadModel(ledgerProjection(policy));
  made.handle(eventsOf(history));
  expect(made.writer.checkpoints.parked()).toEqual([]);
  return made;
}

describe('ledgerProjection(): properties', () => {
  it('produces the same rows for any batches, and when caches are dropped in between', () => {
    fc.assert(
      fc.property(histories(), batchSizes, fc.boolean(), (history, batches, forgetting) => {
        const live = new TestReadModel();
        const events = eventsOf(history);
        if (forgetting) {
          for (const event of events) {
            live.handle([event]);
            live.writer.projector.dropCaches();
          }
        } else live.handleInBatches(events, batches);
        expect(live.dump()).toEqual(readModelOf(history).dump());
      }),
      many,
    );
  });

  it('produces the same rows for large claims when caches are dropped in between', () => {
    fc.assert(
      fc.property(histories({ long: true }), (history) => {
        const forgetting = new TestReadModel();
        for (const event of eventsOf(history)) {
          forgetting.handle([event]);
          forgetting.writer.projector.dropCaches();
        }
        expect(readModelOf(history).dump()).toEqual(forgetting.dump());
      }),
      fewerRuns,
    );
  });

  it('ignores events that are delivered again', () => {
    fc.assert(
      fc.property(histories(), (history) => {
        const once = readModelOf(history);
        const before = once.dump();
        once.handle(eventsOf(history));
        expect(once.dump()).toEqual(before);
      }),
      many,
    );
  });

  it('produces the same rows after retries of parked streams as if no stream had been parked', () => {
    const plan = fc.record({
      failing: fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 3 }),
      healed: fc.nat({ max: 100 }),
      retries: fc.array(fc.nat({ max: 100 }), { maxLength: 2 }),
      policy: fc.constantFrom(standard, echoPolicy),
    });
    const property = (given: fc.Arbitrary<History>) =>
      fc.property(given, batchSizes, plan, (history, batches, { failing, healed, retries, policy }) => {
        const events = eventsOf(history);
        const positions = new Set(failing.map((n) => events[n % events.length]?.position ?? ''));
        const parked = new TestReadModel(failingAt(positions, policy));
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
        expect(parked.writer.checkpoints.parked()).toEqual([]);
        expect(parked.dump()).toEqual(readModelOf(history, policy).dump());
      });
    fc.assert(property(histories()), many);
    fc.assert(property(histories({ long: true })), fewerRuns);
  });

  it('evaluates a claim again whenever its policy input changes', () => {
    fc.assert(
      fc.property(histories(), (history) => {
        const queries = new ClaimQueries(readModelOf(history, echoPolicy).readModel);
        for (const { metadata, stream } of history.events) {
          if (stream.startsWith('claim-')) continue;
          for (const claim of history.claims) {
            const given = queries.policyInputOf(claim, metadata.recordedAt, metadata.recordedAt);
            const state = queries.get(claim, metadata.recordedAt)?.verification;
            expect(state?.possibly).toEqual(given && echoPolicy.evaluate(given).possibly);
          }
        }
      }),
      many,
    );
  });

  const moments = fc.array(fc.nat({ max: 24 * 300 }), { minLength: 3, maxLength: 6 });
  const HOUR = 3_600_000;

  /** Evaluates the policy on the input built directly from the events. Tests of the policy check its results. */
  function evaluate(
    history: History,
    claim: string,
    question: Question,
    policy: Policy = standard,
  ): Verification | undefined {
    const given = policyInputOf(history.events, claim, question);
    return given && policy.evaluate(given);
  }

  it('stores the state at every moment, under any policy', () => {
    const anyPolicy = fc.oneof(fc.constant(standard), policies());
    fc.assert(
      fc.property(histories(), moments, anyPolicy, (history, hours, policy) => {
        const queries = new ClaimQueries(readModelOf(history, policy).readModel);
        const exact = hours.map((n) => history.events[n % history.events.length]?.metadata.recordedAt ?? '');
        const any = hours.map((n) => new Date(history.end + HOUR * (1200 - n)).toISOString());
        for (const claim of history.claims) {
          for (const at of [...exact, ...any]) {
            const state = queries.get(claim, at)?.verification;
            const expected = evaluate(history, claim, { asOf: at, now: at }, policy);
            expect(state && { at, ...comparable(state) }).toEqual(expected && { at, ...comparable(expected) });
            expect(state && partsOf(state.summary)).toEqual(expected?.summary);
          }
        }
      }),
      many,
    );
  });

  it('returns the policy input of any past moment', () => {
    fc.assert(
      fc.property(histories(), moments, (history, [a = 0, b = 0]) => {
        const queries = new ClaimQueries(readModelOf(history).readModel);
        const asOf = new Date(history.end - HOUR * a).toISOString();
        const validAt = new Date(history.end - HOUR * b).toISOString();
        for (const claim of history.claims) {
          const given = queries.policyInputOf(claim, asOf, validAt);
          expect(given && standard.evaluate(given)).toEqual(evaluate(history, claim, { asOf, validAt, now: asOf }));
        }
      }),
      many,
    );
  });
});

/** The parts of a summary, without the names that the read model adds. */
const partsOf = ({ parts }: SummaryView) => {
  const ids = (actors: readonly SummaryActor[]) => actors.map(({ id }) => id);
  return parts.map(({ actors, through, of, title: _title, ...part }) => ({
    ...part,
    ...(actors && { actors: ids(actors) }),
    ...(through && { through: ids(through) }),
    ...(of && { of: ids(of) }),
  }));
};

/** Removes what the read model adds. No history is so large that its lists are truncated. */
const comparable = ({
  status,
  rule,
  rating,
  because,
  possibly,
  policy,
  origins,
  counts,
  withoutEffect,
  changesAt,
}: Omit<Verification, 'summary'>) => {
  return { status, rule, rating, because, possibly, policy, origins, counts, withoutEffect, changesAt };
};
