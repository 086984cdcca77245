/**
 * Returns on how many random cases a property runs: all of them, as in `npm run test:slow`, times `TEST_RUNS` if it is
 * set. `npm test` sets it to 0.1; with `TEST_RUNS=10` there are ten times as many cases.
 */
export const runs = (all: number): number => Math.max(2, Math.ceil(all * Number(process.env['TEST_RUNS'] ?? 1)));
