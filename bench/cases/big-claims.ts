import { join } from 'node:path';
import type { Bench, Row } from '../bench.js';
import { alternate, median } from '../figures.js';
import type { TimedLine } from '../workloads/generate-workload.js';
import { claimLines } from '../workloads/claim-lines.js';
import { World } from '../workloads/world.js';
import { BulkLog } from '../ledgers/bulk-log.js';
import { recordLines } from '../ledgers/record-lines.js';
import { measureRebuild } from '../ledgers/rebuild.js';
import { sendSequentially } from '../load.js';
import { LedgerServer } from '../servers/ledger-server.js';
import { type KnownClaim, reportRequest } from './requests.js';

const SMALL_CLAIMS = 40;
const REQUESTS_PER_ROUND = 8;

interface Claims {
  readonly ten: readonly string[];
  readonly thousand: string;
  readonly tenThousand: string;
}

/** One more entry on a claim that has many: the response comes when it is durable, evaluated and in the read model. */
export const bigClaims: Row = {
  name: 'big-claims',
  async *measure(bench: Bench) {
    const folder = bench.emptyFolder();
    const [many, most] = [bench.scaled(1_000, 100), bench.scaled(10_000, 200)];
    const claims = await writeLog(folder, many, most);
    await measureRebuild(folder);
    const ledger = await LedgerServer.start(folder);
    try {
      await ledger.ready();
      let next = 0;
      const nextSmallClaim = (): KnownClaim => ({ id: claims.ten[next++ % claims.ten.length] as string, revision: 10 });
      const entry = async (claim: () => Pick<KnownClaim, 'id'>) =>
        median(
          await sendSequentially(
            ledger.url,
            Array.from({ length: REQUESTS_PER_ROUND }, () => reportRequest(claim(), ledger.headers)),
          ),
        );
      const compared = await alternate(
        7,
        () => entry(() => ({ id: claims.thousand })),
        () => entry(nextSmallClaim),
      );
      yield {
        name: `an entry on a claim with ${many}`,
        unit: 'ms',
        value: compared.value,
        yardstick: { name: 'with ten', value: compared.yardstick },
        ratio: compared.ratio,
        bound: { most: 2 },
      };
      const times: number[] = [];
      for (let round = 0; round < 7; round += 1) times.push(await entry(() => ({ id: claims.tenThousand })));
      yield { name: `an entry on a claim with ${most}`, unit: 'ms', value: median(times), bound: { most: 5 } };
    } finally {
      await ledger.stop();
    }
  },
};

async function writeLog(folder: string, many: number, most: number): Promise<Claims> {
  const log = await BulkLog.create(join(folder, 'log.sqlite'));
  const world = new World(1);
  const ids: string[] = [];
  // Claims with these numbers have no citation cycle and no long chain.
  const numbers = Array.from({ length: SMALL_CLAIMS }, (_, index) => ({ number: 61 + index, size: 10 }));
  function* lines(): Generator<TimedLine> {
    for (const { number, size } of [...numbers, { number: 200, size: many }, { number: 201, size: most }]) {
      for (const line of claimLines(world, number, size)) {
        if (line.type === 'ClaimRegistered') ids.push(String(line.claim));
        yield { at: world.now, line };
        world.advanceClock();
      }
    }
  }
  await recordLines(log, lines());
  await log.close();
  const [tenThousand = '', thousand = ''] = ids.toReversed();
  return { ten: ids.slice(0, SMALL_CLAIMS), thousand, tenThousand };
}
