import { ImportRate } from '../../../src/cli/import/import-rate.js';

/** What is shown after each of these seconds of an import of so many units, of which 1,000 are handled a second. */
function shown(
  total: number | undefined,
  seconds: readonly number[],
  { fromLine, linesAt = (second) => second * 100 }: { fromLine?: number; linesAt?: (second: number) => number } = {},
): string[] {
  let now = 5;
  const rate = new ImportRate(total, fromLine, () => now);
  return seconds.map((second) => {
    now = 5 + second * 1_000;
    rate.reached(linesAt(second), second * 1_000);
    return rate.format();
  });
}

it('shows how many lines were handled, the rate, and the time left', () => {
  expect(shown(30_000, [10, 20, 30])).toEqual([
    '1000 lines, 100 a second, 20 s left',
    '2000 lines, 100 a second, 10 s left',
    '3000 lines, 100 a second, 0 s left',
  ]);
});

it('shows minutes and hours where there are many', () => {
  expect(shown(310_000, [10])).toEqual(['1000 lines, 100 a second, 5 min left']);
  expect(shown(10_010_000, [10])).toEqual(['1000 lines, 100 a second, 3 h left']);
});

it('counts one line as one', () => {
  expect(shown(undefined, [10], { linesAt: () => 1 })).toEqual(['1 line, 0 a second']);
  expect(shown(undefined, [10], { fromLine: 2, linesAt: () => 1 })).toEqual(['1 line skipped']);
});

it('leaves skipped lines out of the rate', () => {
  const quicklyFirst = (second: number) => (second <= 10 ? second * 1_000 : 10_000 + (second - 10) * 100);
  expect(shown(20_000, [10, 15], { fromLine: 10_001, linesAt: quicklyFirst })).toEqual([
    '10000 lines skipped',
    '10500 lines, 100 a second, 5 s left',
  ]);
});

it('starts again when lines that were checked are recorded', () => {
  let now = 0;
  const rate = new ImportRate(2_000, undefined, () => now);
  now = 100_000;
  rate.reached(1_000, 0);
  expect(rate.format()).toBe('1000 lines, 10 a second');
  now = 110_000;
  rate.reached(500, 1_000);
  expect(rate.format()).toBe('500 lines, 50 a second, 10 s left');
});

it('shows no time left if the total is unknown', () => {
  expect(shown(undefined, [10])).toEqual(['1000 lines, 100 a second']);
});
