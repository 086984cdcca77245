import fc from 'fast-check';
import { STATUSES } from '../../../src/domain/vocabulary.js';
import { NO_EFFECT_REASONS } from '../../../src/verification/standard/no-effect-reasons.js';
import { RELEASED_POLICIES } from '../../../src/verification/released-policies.js';
import { historiesWithQuestion } from './generators/history.js';
import { evaluateInputByReference } from './reference-evaluator/evaluator.js';
import { policyInputOf } from './reference-evaluator/input.js';

function tally(words: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
}

describe('historiesWithQuestion()', () => {
  const samples = fc.sample(historiesWithQuestion({ unpublished: true }), { numRuns: 2500, seed: 1 });
  const inputs = samples.flatMap(
    ([{ events }, { claim, ...question }]) => policyInputOf(events, claim, question) ?? [],
  );
  const results = inputs.map((input) => evaluateInputByReference(input));
  const statuses = tally(results.map(({ status }) => status));
  const rules = tally(results.map(({ rule }) => rule));
  const codes = tally(
    inputs.flatMap((input) =>
      RELEASED_POLICIES.flatMap((policy) => policy.evaluate(input).withoutEffect.map(({ reason }) => reason)),
    ),
  );

  it.each(STATUSES)('generates the status %s at least ten times', (status) => {
    expect(statuses.get(status) ?? 0).toBeGreaterThanOrEqual(10);
  });

  it.each([
    'disputed/verdicts',
    'rated/verdict',
    'disputed/verdict-and-later',
    'disputed/outcomes',
    'fulfilled/came-true',
    'unfulfilled/did-not',
    'partly-fulfilled/in-part',
    'lapsed/lapsed',
    'retracted/taken-back',
    'disputed/support-and-opposition',
    'stated/holder',
    'confirmed/first-hand',
    'confirmed/evidence',
    'refuted/evidence',
    'denied/holder',
    'denied/first-hand',
    'corroborated/independent-origins',
    'open/awaiting-outcome',
    'open/overdue',
    'unsubstantiated/found-nothing',
    'unverified/search-expired',
    'unverified/none',
  ])('generates %s at least three times', (rule) => {
    expect(rules.get(rule) ?? 0).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.keys(NO_EFFECT_REASONS))('generates entries without effect for the reason %s', (reason) => {
    expect(codes.get(reason) ?? 0).toBeGreaterThanOrEqual(3);
  });

  it.each(['named', 'unnamed', 'unsourced', 'unrecorded', 'circular'] as const)('generates %s origins', (nature) => {
    expect(results.filter(({ counts }) => counts[nature] > 0).length).toBeGreaterThanOrEqual(50);
  });

  it('generates entries that may have happened', () => {
    expect(results.filter(({ possibly }) => possibly.length > 0).length).toBeGreaterThanOrEqual(50);
  });
});
