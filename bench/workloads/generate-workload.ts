import { registryChanges } from './registry-changes.js';
import { LARGE_CLAIM_ENTRIES, entryCountOf, claimLines } from './claim-lines.js';
import { type Line, World } from './world.js';

/** How many claims of ordinary size receive entries at the same time, after the beginning. */
const CONCURRENT_CLAIMS = 300;

/** A line, and when it is recorded: milliseconds since 1970 by the workload's clock, which never goes back. */
export interface TimedLine {
  readonly at: number;
  readonly line: Line;
}

/**
 * Generates commands without end, like those of a newsroom's archive: on many claims in parallel, most with few
 * entries, some with hundreds or thousands. The same seed gives the same lines, however many are taken; each can be
 * recorded if those before it are. Memory is constant.
 */
export function* generateWorkload(seed: number): Generator<TimedLine, never, undefined> {
  const world = new World(seed);
  const { random } = world;
  const ordinary: Iterator<Line>[] = [];
  const large: Iterator<Line>[] = [];
  const registry: Iterator<Line>[] = [registryChanges(world)];
  let claims = 0;
  for (let lines = 0; ;) {
    while (ordinary.length < Math.min(CONCURRENT_CLAIMS, 10 + lines / 30)) {
      const number = ++claims;
      const size = entryCountOf(number, random);
      (size >= LARGE_CLAIM_ENTRIES ? large : ordinary).push(claimLines(world, number, size));
    }
    const running = random.pickWeighted([
      [97, ordinary],
      [large.length > 0 ? 5 : 0, large],
      [lines > 1_000 ? 1 : 0, registry],
    ]);
    const index = random.between(0, running.length - 1);
    const next = running[index]?.next();
    if (next?.done === false) {
      yield { at: world.now, line: next.value };
      world.advanceClock();
      lines += 1;
    } else {
      running.splice(index, 1);
    }
  }
}
