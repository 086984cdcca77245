/**
 * On how many random cases a property is tried: on all of these, as in `npm run test:slow`, or on the part of them that
 * `TEST_RUNS` says. `npm test` takes a tenth; with `TEST_RUNS=10` there are ten times as many.
 */
export const runs = (all: number): number => Math.max(2, Math.ceil(all * Number(process.env['TEST_RUNS'] ?? 1)));
