import type { Bench, Row } from '../bench.js';
import { alternate } from '../figures.js';
import { JudgedClaim } from '../ledgers/judged-claim.js';
import { HOSTILE_CLAIM } from '../workloads/hostile-lines.js';
import { HOSTILE_CLAIMS } from '../workloads/hostile-claims.js';

const ROUNDS = 5;
/** Four times the entries take four times as long if they aren't compared with each other, and sixteen times if they are. */
const TIMES = 4;
const BOUND = 8;

/** Evaluating claims that were made to take long: with four times the entries, in CPU time. */
export const hostileClaims: Row = {
  name: 'hostile-claims',
  async *measure(bench: Bench) {
    const few = bench.scaled(1_000, 200);
    for (const [name, linesOf] of Object.entries(HOSTILE_CLAIMS)) {
      const record = (size: number) => JudgedClaim.record(bench.emptyFolder(), HOSTILE_CLAIM, linesOf(size));
      const [small, large] = [await record(few), await record(TIMES * few)];
      const compared = await alternate(
        ROUNDS,
        () => large.judge(),
        () => small.judge(),
      );
      small.close();
      large.close();
      yield {
        name,
        unit: 'ms',
        value: compared.value,
        yardstick: { name: 'with a quarter of the entries', value: compared.yardstick },
        ratio: compared.ratio,
        bound: { most: BOUND },
      };
    }
  },
};
