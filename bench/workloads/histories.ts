import { chores } from './registry-changes.js';
import { BIG, sizeOf, story } from './story.js';
import { type Line, World } from './world.js';

/** How many stories run at the same time, once it is under way. */
const STORIES_AT_ONCE = 300;

/** A line, and when it is recorded: milliseconds since 1970, in the histories' own time, which never runs back. */
export interface TimedLine {
  readonly at: number;
  readonly line: Line;
}

/**
 * Commands without end, as a newsroom's archive would bring them: many stories at once, most of them short, some with
 * hundreds or thousands of entries. The same seed gives the same lines, whatever their number; each can be recorded if
 * those before it are. Takes the same memory at any length.
 */
export function* histories(seed: number): Generator<TimedLine, never, undefined> {
  const world = new World(seed);
  const { random } = world;
  const ordinary: Iterator<Line>[] = [];
  const big: Iterator<Line>[] = [];
  const others: Iterator<Line>[] = [chores(world)];
  let stories = 0;
  for (let lines = 0; ;) {
    while (ordinary.length < Math.min(STORIES_AT_ONCE, 10 + lines / 30)) {
      const number = ++stories;
      const size = sizeOf(number, random);
      (size >= BIG ? big : ordinary).push(story(world, number, size));
    }
    const running = random.pickWeighted([
      [97, ordinary],
      [big.length > 0 ? 5 : 0, big],
      [lines > 1_000 ? 1 : 0, others],
    ]);
    const index = random.between(0, running.length - 1);
    const next = running[index]?.next();
    if (next?.done === false) {
      yield { at: world.now, line: next.value };
      world.tick();
      lines += 1;
    } else {
      running.splice(index, 1);
    }
  }
}
