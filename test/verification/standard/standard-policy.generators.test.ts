import fc from 'fast-check';
import { STATUSES, type Status } from '../../../src/domain/vocabulary.js';
import { historiesWithQuestion } from './generators/history.js';
import { evaluateByReference } from './reference-evaluator/evaluator.js';

describe('historiesWithQuestion()', () => {
  const samples = fc.sample(historiesWithQuestion(), { numRuns: 2000, seed: 1 });
  const results = samples.flatMap(
    ([history, question]) => evaluateByReference(history.events, question.claim, question) ?? [],
  );

  it('generates every status at least ten times', () => {
    const times = new Map<Status, number>(STATUSES.map((status) => [status, 0]));
    for (const { status } of results) times.set(status, (times.get(status) ?? 0) + 1);
    for (const [status, count] of times) expect([status, count >= 10]).toEqual([status, true]);
  });

  it.each([
    'rated/verdict',
    'disputed/verdicts',
    'disputed/verdict-and-later',
    'confirmed/came-true',
    'denied/did-not',
    'disputed/outcomes',
    'unverified/in-part',
    'unverified/lapsed',
    'retracted/taken-back',
    'disputed/support-and-opposition',
    'confirmed/first-hand',
    'confirmed/holder',
    'confirmed/evidence',
    'denied/first-hand',
    'denied/holder',
    'denied/evidence',
    'corroborated/independent-origins',
    'open/awaiting-outcome',
    'unsubstantiated/found-nothing',
    'unverified/search-expired',
    'unverified/none',
  ])('generates %s at least three times', (rule) => {
    expect(results.filter((result) => result.rule === rule).length).toBeGreaterThanOrEqual(3);
  });

  it.each(['named', 'unnamed', 'unsourced', 'circular'] as const)('generates %s origins', (nature) => {
    expect(results.filter(({ counts }) => counts[nature] > 0).length).toBeGreaterThanOrEqual(50);
  });

  it('generates entries that may have happened', () => {
    expect(results.filter(({ possibly }) => possibly.length > 0).length).toBeGreaterThanOrEqual(50);
  });
});
