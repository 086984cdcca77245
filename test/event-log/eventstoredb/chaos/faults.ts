import type { AppendFault, ReadFault } from '../fake/faults.js';

/** The same numbers from 0 to 1 for the same seed: mulberry32. */
export function randomFrom(seed: number): () => number {
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

/** All that `randomFaults` may do, by the names under which it says that it did. */
export const ALL_FAULTS: ReadonlySet<string> = new Set([
  ...APPEND_FAULTS.map((fault) => `append ${fault}`),
  ...READ_FAULTS.map((fault) => `read ${fault}`),
]);

/**
 * Faults of every kind in turn, in a tenth of all appends, most of which break off all others that are under way,
 * and in more than half of all reads; `fired` is told of each.
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
      // A server that breaks off the read of a stream never says that it came to its end.
      if (stream !== '$all' || random() > 0.6) return undefined;
      const what = READ_FAULTS[turns.read++ % READ_FAULTS.length] as ReadFault['with'];
      fired.add(`read ${what}`);
      return { after: Math.floor(random() * 40), with: what };
    },
  };
}
