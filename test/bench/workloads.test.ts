import { join } from 'node:path';
import { generateWorkload } from '../../bench/workloads/generate-workload.js';
import { HOSTILE_CLAIMS } from '../../bench/workloads/hostile-claims.js';
import { HOSTILE_CLAIM } from '../../bench/workloads/hostile-lines.js';
import type { Line } from '../../bench/workloads/world.js';
import { JudgedClaim } from '../../bench/ledgers/judged-claim.js';
import { readEventRows } from '../../bench/ledgers/bare-log.js';
import { generateLedger } from '../../bench/ledgers/generate-ledger.js';
import { EVENT_CATALOG } from '../../src/ledger/event-catalog.js';
import { appendTo } from '../../src/lib/collections.js';
import { temporaryFolder } from '../support/temporary-folder.js';

function take(count: number, seed = 1): Line[] {
  const lines: Line[] = [];
  for (const { line } of generateWorkload(seed)) if (lines.push(line) === count) break;
  return lines;
}

describe('HOSTILE_CLAIMS', () => {
  it.each(Object.entries(HOSTILE_CLAIMS))('can be recorded and evaluated: %s', async (_, linesOf) => {
    const folder = temporaryFolder();
    const claim = await JudgedClaim.record(folder.path, HOSTILE_CLAIM, linesOf(40));
    try {
      expect(claim.judge()).toBeGreaterThan(0);
    } finally {
      claim.close();
      folder.remove();
    }
  });
});

describe('generateWorkload()', () => {
  const many = take(40_000);

  it('yields the same lines for the same seed, however many are taken, and others for another seed', () => {
    expect(take(500)).toEqual(many.slice(0, 500));
    expect(take(500, 2)).not.toEqual(many.slice(0, 500));
  });

  it('yields lines of which each records one event', async () => {
    const folder = temporaryFolder();
    try {
      const made = await generateLedger(6_000, 3, folder.path);
      expect(readEventRows(join(made, 'log.sqlite'), -1)).toHaveLength(6_000);
    } finally {
      folder.remove();
    }
  });

  it("yields every event type except a newsroom's own policies", () => {
    const expected = [...EVENT_CATALOG.keys()].filter((type) => type !== 'PolicyDefined');
    expect([...new Set(many.map(({ type }) => type))].sort()).toEqual(expected.sort());
  });

  it('yields a few claims with many entries, many with few, and long chains of citations', () => {
    const entries = new Map<string, Line[]>();
    for (const line of many) if ('claim' in line && 'id' in line) appendTo(entries, String(line.claim), line);
    const sizes = [...entries.values()].map(({ length }) => length).sort((a, b) => a - b);
    expect(sizes.at(-1)).toBeGreaterThan(500);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(10);
    const links = [...entries.values()].map((of) => of.filter(({ id }) => String(id).startsWith('chain-')).length);
    expect(Math.max(...links)).toBeGreaterThanOrEqual(20);
  });
});
