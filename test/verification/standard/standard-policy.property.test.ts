import fc from 'fast-check';
import type { Verification } from '../../../src/verification/policy.js';
import type { JudgedEntry } from '../../../src/domain/entries.js';
import type { Status } from '../../../src/domain/vocabulary.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import {
  anotherOrder,
  copies,
  fromBystander,
  oneMoreSupport,
  recordedAgain,
  type Added,
} from './generators/changes.js';
import { askedHistories, histories, type History } from './generators/history.js';
import { caseOf } from './reference-evaluator/input.js';
import { naive, type NaiveVerification } from './reference-evaluator/evaluator.js';
import type { AnyFact, Question } from './reference-evaluator/acts.js';

const numRuns = Number(process.env['FC_RUNS'] ?? 200);

/** What must be alike, in one order. */
function compared({ status, rule, rating, possibly, origins, counts }: NaiveVerification | Verification) {
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

function verify(facts: readonly AnyFact[], claim: string, question: Question) {
  const laid = caseOf(facts, claim, question);
  return laid && compared(standard.evaluate(laid));
}

/** The state alone: what does not name entries. */
const stateOf = (facts: readonly AnyFact[], claim: string, question: Question) => {
  const answer = verify(facts, claim, question);
  return answer && { status: answer.status, rule: answer.rule, rating: answer.rating, counts: answer.counts };
};

const hold = <T>(arbitrary: fc.Arbitrary<T>, law: (value: T) => void, share = 1): void => {
  fc.assert(
    fc.property(arbitrary, (value) => {
      law(value);
    }),
    // A share is of long histories, which take minutes to be made smaller.
    { numRuns: Math.ceil(numRuns * share), endOnFailure: share < 1 },
  );
};

describe('the standard policy', () => {
  it('says what a naive reading of the domain says', () => {
    hold(askedHistories(), ([{ facts }, { claim, ...question }]) => {
      const expected = naive(facts, claim, question);
      expect(verify(facts, claim, question)).toEqual(expected && compared(expected));
    });
  });

  it('does not care in which order acts were recorded', () => {
    hold(fc.tuple(histories(), fc.array(fc.nat(), { minLength: 100, maxLength: 100 })), ([history, priorities]) => {
      const at = new Date(history.end).toISOString();
      const [one, other] = [anotherOrder(history.facts, [], at), anotherOrder(history.facts, priorities, at)];
      for (const claim of history.claims)
        for (const validAt of [at, '2024-06-01T00:00:00.000Z'])
          expect(verify(other, claim, { now: at, validAt })).toEqual(verify(one, claim, { now: at, validAt }));
    });
  });

  it('says the same of a list that grew as of one that is read for the first time', () => {
    const law = ({ facts, claims, end }: History): void => {
      for (const claim of claims) {
        const laid = caseOf(facts, claim, { now: new Date(end).toISOString() });
        if (!laid) continue;
        const growing: JudgedEntry[] = [];
        for (const entry of laid.entries) {
          growing.push(entry);
          const at = entry.recordedAt;
          const expected = standard.evaluate({ ...laid, entries: [...growing], at });
          // As text, since it is long, and rarely another.
          expect(JSON.stringify(standard.evaluate({ ...laid, entries: growing, at }))).toBe(JSON.stringify(expected));
        }
      }
    };
    hold(histories({ ringsOfTargets: true }), law);
    hold(histories({ ringsOfTargets: true, long: true }), law, 0.25);
  });

  it('says as dates pass what it says of each date alone', () => {
    hold(askedHistories(), ([{ facts }, { claim, ...question }]) => {
      const laid = caseOf(facts, claim, question);
      if (!laid) return;
      const expected: Verification[] = [];
      for (let at: string | undefined = laid.at; at !== undefined; at = expected.at(-1)?.changesAt) {
        expected.push(standard.evaluate({ ...laid, entries: [...laid.entries], at }));
      }
      expect([...standard.evaluateOverTime(laid)]).toEqual(expected);
    });
  });

  it('does not care whether an entry was voided and recorded again', () => {
    hold(fc.tuple(askedHistories(), fc.nat()), ([[history, { claim, validAt }], n]) => {
      const again = recordedAgain(history.facts, n) ?? history.facts;
      const question = { now: new Date(history.end).toISOString(), ...(validAt === undefined ? {} : { validAt }) };
      expect(stateOf(again, claim, question)).toEqual(stateOf(history.facts, claim, question));
    });
  });

  const supported: Partial<Record<Status, number>> = { confirmed: 3, corroborated: 2, denied: 0, retracted: 0 };
  const rank = (status: Status): number => supported[status] ?? 1;
  const changed = (added: fc.Arbitrary<Added>) =>
    fc.tuple(histories(), added).map(([history, added_]) => {
      const { claim, facts } = added_(history);
      const question = { now: new Date(history.end).toISOString() };
      return { claim, before: stateOf(history.facts, claim, question), after: stateOf(facts, claim, question), facts };
    });

  it('never finds a claim less supported for one more supporting entry', () => {
    hold(changed(oneMoreSupport()), ({ before, after }) => {
      if (before && after && before.status !== 'rated')
        expect(rank(after.status)).toBeGreaterThanOrEqual(rank(before.status));
    });
  });

  it('is not corroborated by copies without a source, or by rings', () => {
    hold(changed(copies()), ({ before, after }) => {
      if (before?.status !== 'corroborated') expect(after?.status).not.toBe('corroborated');
    });
  });

  it('is not moved by the denial, question, reaction or repetition of a bystander', () => {
    hold(changed(fromBystander()), ({ before, after }) => {
      expect(after).toEqual(before);
    });
  });

  it('comes to an end whatever is about what', () => {
    hold(askedHistories({ ringsOfTargets: true }), ([{ facts }, { claim, ...question }]) => {
      expect(() => verify(facts, claim, question)).not.toThrow();
    });
  });
});
