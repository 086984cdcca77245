import { recordedEntries, faultsIn } from '../../support/killed-server/recorded.js';
import { runKilledServer } from '../../support/killed-server/run.js';
import { rebuiltDigests, storedDigests } from '../../support/read-model-rows.js';
import { cleanUp, run } from '../../support/run-cli.js';

/** `KILLS=200 SEED=2 npm run jest -- test/e2e/instances/killed-server` kills longer, at other moments. */
const kills = Number(process.env['KILLS'] ?? 8);
const seed = Number(process.env['SEED'] ?? 1);
afterAll(cleanUp);

it(
  `loses, repeats and tears nothing through ${kills} kills under load`,
  async () => {
    const began = performance.now();
    const { folder, sent, taken, replays, killed, exitCode, unanswered } = await runKilledServer(kills, seed);
    const entries = await recordedEntries(folder);
    const acknowledged = sent.filter(({ isAcknowledged }) => isAcknowledged);
    // Otherwise nothing was tested.
    expect(unanswered).toBeGreaterThan(kills / 4);
    expect(acknowledged.length).toBeGreaterThan(kills);
    expect(killed).toBeGreaterThanOrEqual(kills);

    const faults = faultsIn(entries, sent);
    expect(faults).toEqual({ lost: [], duplicated: [], torn: [], elsewhere: [] });
    expect(storedDigests(folder)).toEqual(await rebuiltDigests(folder));
    const recorded = new Set(entries.map(({ id }) => id));
    for (const ids of taken) {
      const delivered = new Set(ids);
      expect({ undelivered: [...recorded].filter((id) => !delivered.has(id)) }).toEqual({ undelivered: [] });
      expect({ notRecorded: ids.filter((id) => !recorded.has(id)) }).toEqual({ notRecorded: [] });
    }
    expect(byClaim(taken[1] ?? [], entries)).toEqual(
      byClaim(
        entries.map(({ id }) => id),
        entries,
      ),
    );
    expect(replays.map(({ digest }) => digest)).toEqual(replays.map(({ atTheEnd }) => atTheEnd));
    expect(exitCode).toBe(0);
    const verified = await run(['--data', folder, 'verify', '--deep']);
    expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining('all is well')]);

    const words = (units: typeof sent) => units.reduce((sum, unit) => sum + unit.words.length, 0);
    process.stdout.write(
      `${killed} kills, ${Math.round((performance.now() - began) / 1_000)} s: ${entries.length} entries recorded, ` +
        `${words(acknowledged)} of ${words(sent)} acknowledged, ${unanswered} requests unanswered, ` +
        `${taken.map((ids) => ids.length).join(' and ')} deliveries taken, ${replays.length} replays compared\n`,
    );
  },
  Math.max(300_000, kills * 30_000),
);

/** The ids of entries by claim, in the order in which they first occur. */
function byClaim(
  ids: readonly string[],
  entries: Awaited<ReturnType<typeof recordedEntries>>,
): Record<string, string[]> {
  const streams = new Map(entries.map(({ id, stream }) => [id, stream]));
  const found: Record<string, string[]> = {};
  for (const id of new Set(ids)) (found[streams.get(id) ?? ''] ??= []).push(id);
  return found;
}
