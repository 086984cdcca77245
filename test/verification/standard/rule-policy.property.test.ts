import fc from 'fast-check';
import type { JudgedEntry } from '../../../src/domain/entries.js';
import type { Verification } from '../../../src/verification/policy.js';
import type { RulePolicy } from '../../../src/verification/standard/rule-policy.js';
import { reordered } from './generators/changes.js';
import { histories, type History, historiesWithQuestion } from './generators/history.js';
import { policies } from './generators/parameters.js';
import { evaluateInputByReference, type ReferenceVerification } from './reference-evaluator/evaluator.js';
import { policyInputOf } from './reference-evaluator/input.js';
import { runs } from '../../support/runs.js';

/** The part of a result on which both evaluators must agree, with its lists sorted. */
function comparable({ status, rule, rating, possibly, origins, counts }: ReferenceVerification | Verification) {
  const key = ({ nature, actors }: Verification['origins'][number]) => `${nature} ${actors.join()}`;
  return {
    status,
    rule,
    rating,
    possibly: possibly.toSorted(),
    origins: origins.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)),
    counts,
  };
}

const assertProperty = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void, share = 1): void => {
  fc.assert(
    fc.property(arbitrary, (value) => {
      property(value);
    }),
    { numRuns: runs(200 * share), endOnFailure: share < 1 },
  );
};

describe('RulePolicy: properties under any parameters', () => {
  it('returns what the reference evaluator returns, also when a date passes', () => {
    const given = fc.tuple(policies(), historiesWithQuestion({ unpublished: true }));
    assertProperty(given, ([policy, [{ events }, { claim, ...question }]]) => {
      const input = policyInputOf(events, claim, question);
      for (let at = input?.at; input && at !== undefined;) {
        const verification = policy.evaluate({ ...input, at });
        const expected = evaluateInputByReference({ ...input, at }, policy.parameters);
        expect(comparable(verification)).toEqual(comparable(expected));
        at = verification.changesAt;
      }
    });
  });

  it('returns the same result until the date that it gives', () => {
    assertProperty(fc.tuple(policies(), histories({ unpublished: true })), ([policy, { events, claims, end }]) => {
      for (const claim of claims) {
        const input = policyInputOf(events, claim, { now: new Date(end).toISOString() });
        const verification = input && policy.evaluate(input);
        const until =
          verification?.changesAt === undefined ? Date.UTC(2100, 0, 1) : Date.parse(verification.changesAt) - 1;
        expect(input && policy.evaluate({ ...input, at: new Date(until).toISOString() })).toEqual(verification);
      }
    });
  });

  it('returns the same result whatever the order of recording', () => {
    const priorities = fc.array(fc.nat(), { minLength: 100, maxLength: 100 });
    assertProperty(fc.tuple(policies(), histories({ unpublished: true }), priorities), ([policy, history, order]) => {
      const at = new Date(history.end).toISOString();
      const [one, other] = [reordered(history.events, [], at), reordered(history.events, order, at)];
      for (const claim of history.claims) {
        const [first, second] = [one, other].map((events) => {
          const input = policyInputOf(events, claim, { now: at, validAt: at });
          return input && policy.evaluate(input);
        });
        expect(second && comparable(second)).toEqual(first && comparable(first));
        expect(second?.summary).toEqual(first?.summary);
        expect(second?.withoutEffect).toEqual(first?.withoutEffect);
      }
    });
  });

  it('returns the same result for a list of entries that grew as for a new one', () => {
    const property = ([policy, { events, claims, end }]: readonly [RulePolicy, History]): void => {
      for (const claim of claims) {
        const input = policyInputOf(events, claim, { now: new Date(end).toISOString() });
        if (!input) continue;
        const growing: JudgedEntry[] = [];
        const cache = {};
        for (const entry of input.entries) {
          growing.push(entry);
          const at = entry.recordedAt;
          const expected = policy.evaluate({ ...input, entries: growing, at });
          // Text compares faster: the results are long, and rarely differ.
          expect(JSON.stringify(policy.evaluate({ ...input, entries: growing, cache, at }))).toBe(
            JSON.stringify(expected),
          );
        }
      }
    };
    assertProperty(fc.tuple(policies(), histories({ unpublished: true })), property);
    assertProperty(fc.tuple(policies(), histories({ unpublished: true, long: true })), property, 0.25);
  });

  it('returns the same result with a cache that another policy filled', () => {
    const given = fc.tuple(policies(), policies(), historiesWithQuestion({ unpublished: true }));
    assertProperty(given, ([one, other, [{ events }, { claim, ...question }]]) => {
      const input = policyInputOf(events, claim, question);
      if (!input) return;
      const cache = {};
      one.evaluate({ ...input, cache });
      expect(other.evaluate({ ...input, cache })).toEqual(other.evaluate(input));
    });
  });
});
