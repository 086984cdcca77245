import fc from 'fast-check';
import type { Verification } from '../../../src/verification/policy.js';
import type { JudgedEntry } from '../../../src/domain/entries.js';
import type { Status } from '../../../src/domain/vocabulary.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import {
  reordered,
  unsourcedCopies,
  bystanderActs,
  oneMoreSupportingEntry,
  withOneReplaced,
  type Addition,
} from './generators/changes.js';
import { historiesWithQuestion, histories, type History } from './generators/history.js';
import { runs } from '../../support/runs.js';
import { policyInputOf } from './reference-evaluator/input.js';
import {
  evaluateByReference,
  evaluateInputByReference,
  type ReferenceVerification,
} from './reference-evaluator/evaluator.js';
import type { AnyDomainEvent, Question } from './reference-evaluator/acts.js';

/** The part of a result on which both evaluators must agree, with its lists sorted. */
function comparable({ status, rule, rating, possibly, origins, counts }: ReferenceVerification | Verification) {
  const key = ({ nature, actors }: Verification['origins'][number]) => `${nature} ${actors.join()}`;
  return {
    status,
    rule,
    rating,
    possibly: [...possibly].sort(),
    origins: [...origins].sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    counts,
  };
}

function verify(events: readonly AnyDomainEvent[], claim: string, question: Question) {
  const input = policyInputOf(events, claim, question);
  return input && comparable(standard.evaluate(input));
}

/** The same, with the summary. */
function answer(events: readonly AnyDomainEvent[], claim: string, question: Question) {
  const input = policyInputOf(events, claim, question);
  if (!input) return undefined;
  const verification = standard.evaluate(input);
  return { ...comparable(verification), summary: verification.summary };
}

/** The part of a result that does not name entries. */
const stateOf = (events: readonly AnyDomainEvent[], claim: string, question: Question) => {
  const answer = verify(events, claim, question);
  return answer && { status: answer.status, rule: answer.rule, rating: answer.rating, counts: answer.counts };
};

const assertProperty = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void, share = 1): void => {
  fc.assert(
    fc.property(arbitrary, (value) => {
      property(value);
    }),
    // Long histories are run less often, and not shrunk: shrinking one takes minutes.
    { numRuns: runs(200 * share), endOnFailure: share < 1 },
  );
};

describe('standard policy: properties', () => {
  it('returns what the reference evaluator returns', () => {
    assertProperty(historiesWithQuestion({ unpublished: true }), ([{ events }, { claim, ...question }]) => {
      const expected = evaluateByReference(events, claim, question);
      expect(verify(events, claim, question)).toEqual(expected && comparable(expected));
    });
  });

  it('returns what the reference evaluator returns, also when a date passes', () => {
    assertProperty(historiesWithQuestion({ unpublished: true }), ([{ events }, { claim, ...question }]) => {
      const input = policyInputOf(events, claim, question);
      for (let at = input?.at; input && at !== undefined;) {
        const verification = standard.evaluate({ ...input, at });
        expect(comparable(verification)).toEqual(comparable(evaluateInputByReference({ ...input, at })));
        at = verification.changesAt;
      }
    });
  });

  it('returns the same result until the date that it gives', () => {
    assertProperty(histories({ unpublished: true }), ({ events, claims, end }) => {
      for (const claim of claims) {
        const input = policyInputOf(events, claim, { now: new Date(end).toISOString() });
        const verification = input && standard.evaluate(input);
        const until =
          verification?.changesAt === undefined ? Date.UTC(2100, 0, 1) : Date.parse(verification.changesAt) - 1;
        expect(input && standard.evaluate({ ...input, at: new Date(until).toISOString() })).toEqual(verification);
      }
    });
  });

  it('returns the same result whatever the order of recording', () => {
    assertProperty(
      fc.tuple(histories({ unpublished: true }), fc.array(fc.nat(), { minLength: 100, maxLength: 100 })),
      ([history, priorities]) => {
        const at = new Date(history.end).toISOString();
        const [one, other] = [reordered(history.events, [], at), reordered(history.events, priorities, at)];
        for (const claim of history.claims)
          for (const validAt of [at, '2024-06-01T00:00:00.000Z'])
            expect(answer(other, claim, { now: at, validAt })).toEqual(answer(one, claim, { now: at, validAt }));
      },
    );
  });

  it('returns the same result for a list of entries that grew as for a new one', () => {
    const property = ({ events, claims, end }: History): void => {
      for (const claim of claims) {
        const input = policyInputOf(events, claim, { now: new Date(end).toISOString() });
        if (!input) continue;
        const growing: JudgedEntry[] = [];
        const cache = {};
        for (const entry of input.entries) {
          growing.push(entry);
          const at = entry.recordedAt;
          const expected = standard.evaluate({ ...input, entries: growing, at });
          // Text compares faster: the results are long, and rarely differ.
          expect(JSON.stringify(standard.evaluate({ ...input, entries: growing, cache, at }))).toBe(
            JSON.stringify(expected),
          );
        }
      }
    };
    assertProperty(histories({ ringsOfTargets: true, unpublished: true }), property);
    assertProperty(histories({ ringsOfTargets: true, unpublished: true, long: true }), property, 0.25);
  });

  it('returns over time what it returns for each date', () => {
    assertProperty(historiesWithQuestion({ unpublished: true }), ([{ events }, { claim, ...question }]) => {
      const input = policyInputOf(events, claim, question);
      if (!input) return;
      const expected: Verification[] = [];
      for (let at: string | undefined = input.at; at !== undefined; at = expected.at(-1)?.changesAt) {
        expected.push(standard.evaluate({ ...input, at }));
      }
      expect([...standard.evaluateOverTime(input)]).toEqual(expected);
    });
  });

  it('returns the same result after an entry is voided and replaced with a copy', () => {
    assertProperty(
      fc.tuple(historiesWithQuestion({ unpublished: true }), fc.nat()),
      ([[history, { claim, validAt }], n]) => {
        const again = withOneReplaced(history.events, n) ?? history.events;
        const question = { now: new Date(history.end).toISOString(), ...(validAt === undefined ? {} : { validAt }) };
        expect(stateOf(again, claim, question)).toEqual(stateOf(history.events, claim, question));
      },
    );
  });

  /** "confirmed, stated > corroborated > open, disputed, unverified, unsubstantiated > denied, refuted, retracted". */
  const ranks: Partial<Record<Status, number>> = {
    confirmed: 3,
    stated: 3,
    corroborated: 2,
    open: 1,
    disputed: 1,
    unverified: 1,
    unsubstantiated: 1,
    denied: 0,
    refuted: 0,
    retracted: 0,
  };
  const withAddition = (addition: fc.Arbitrary<Addition>) =>
    fc.tuple(histories({ unpublished: true }), addition).map(([history, add]) => {
      const { claim, events } = add(history);
      const question = { now: new Date(history.end).toISOString() };
      return {
        claim,
        before: stateOf(history.events, claim, question),
        after: stateOf(events, claim, question),
        events,
      };
    });

  it('does not weaken a claim by one more supporting entry', () => {
    assertProperty(withAddition(oneMoreSupportingEntry()), ({ before, after }) => {
      const rank = before && ranks[before.status];
      if (rank !== undefined) expect(after && ranks[after.status]).toBeGreaterThanOrEqual(rank);
    });
  });

  it('does not corroborate a claim by unsourced copies or citation cycles', () => {
    assertProperty(withAddition(unsourcedCopies()), ({ before, after }) => {
      if (before?.status !== 'corroborated') expect(after?.status).not.toBe('corroborated');
    });
  });

  it('returns the same result after a denial, question, reaction or repetition of a bystander', () => {
    assertProperty(withAddition(bystanderActs()), ({ before, after }) => {
      expect(after).toEqual(before);
    });
  });

  it('terminates when entries refer to each other in cycles', () => {
    assertProperty(
      historiesWithQuestion({ ringsOfTargets: true, unpublished: true }),
      ([{ events }, { claim, ...question }]) => {
        expect(() => verify(events, claim, question)).not.toThrow();
      },
    );
  });
});
