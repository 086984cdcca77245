import type { AppendFault, ReadFault } from '../fake/faults.js';

/** A seeded generator of numbers from 0 to 1: mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const APPEND_FAULTS: readonly AppendFault[] = [
  'lost',
  'lost',
  'lost silently',
  'silence',
  'busy',
  'not ready',
  'no leader',
  'not leader',
  'dropped',
];
const READ_FAULTS: readonly ReadFault['with'][] = ['dropped', 'too slow', 'end', 'busy', 'not ready', 'silence'];

/** The names of all faults of `randomFaults`. */
export const ALL_FAULTS: ReadonlySet<string> = new Set([
  ...APPEND_FAULTS.map((fault) => `append ${fault}`),
  ...READ_FAULTS.map((fault) => `read ${fault}`),
]);

/**
 * Returns faults of every kind in turn: in a tenth of all appends, most of which fail all other open appends, and in
 * more than half of all reads, a third of which have no event then: some reads are of one event. Adds the name of each
 * to `fired`.
 */
export function randomFaults(random: () => number, fired: Set<string>) {
  const turns = { append: 0, read: 0 };
  return {
    checkpointInterval: 3,
    append: (): AppendFault | undefined => {
      if (random() > 0.1) return undefined;
      const fault = APPEND_FAULTS[turns.append++ % APPEND_FAULTS.length] as AppendFault;
      fired.add(`append ${fault}`);
      return fault;
    },
    read: (stream: string): ReadFault | undefined => {
      // A server that fails the read of a stream never reports its end.
      if (stream !== '$all' || random() > 0.6) return undefined;
      const what = READ_FAULTS[turns.read++ % READ_FAULTS.length] as ReadFault['with'];
      fired.add(`read ${what}`);
      return { after: random() < 0.3 ? 0 : Math.floor(random() * 40), with: what };
    },
  };
}
