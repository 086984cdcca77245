import fc from 'fast-check';
import { STATUSES, type Status } from '../../../src/domain/vocabulary.js';
import { askedHistories } from './generators/history.js';
import { naive } from './reference-evaluator/evaluator.js';

describe('random histories', () => {
  const samples = fc.sample(askedHistories(), { numRuns: 2000, seed: 1 });
  const answers = samples.flatMap(([history, question]) => naive(history.facts, question.claim, question) ?? []);

  it('reach every status often', () => {
    const times = new Map<Status, number>(STATUSES.map((status) => [status, 0]));
    for (const { status } of answers) times.set(status, (times.get(status) ?? 0) + 1);
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
  ])('reach %s', (rule) => {
    expect(answers.filter((answer) => answer.rule === rule).length).toBeGreaterThanOrEqual(3);
  });

  it.each(['named', 'unnamed', 'baseless', 'circular'] as const)('have %s ends', (nature) => {
    expect(answers.filter(({ counts }) => counts[nature] > 0).length).toBeGreaterThanOrEqual(50);
  });

  it('leave some entries merely possible', () => {
    expect(answers.filter(({ possibly }) => possibly.length > 0).length).toBeGreaterThanOrEqual(50);
  });
});
