import { Random } from '../../../bench/workloads/random.js';
import type { ReceiverFaults } from '../receivers/receivers.js';
import { GOOD_NETWORK, type NetworkFaults } from '../event-store/cluster.js';

/** What one seed makes happen. */
export interface Plan {
  readonly seed: number;
  /** Where the log is: in a file of the only instance, or in an event store that instances share. */
  readonly store: 'file' | 'event-store';
  readonly instances: number;
  /** Whether instances have a read model, and whether they also send webhooks. */
  readonly parts: 'recorder' | 'read model' | 'webhooks';
  readonly clients: number;
  /** How many requests each client makes. */
  readonly requests: number;
  /** How many entries are redacted: in every third seed whose instances have a read model. */
  readonly redactions: number;
  readonly faults: Faults;
}

/** What goes wrong while clients make their requests. */
export interface Faults {
  /** The mean time from one to the next, in milliseconds. */
  readonly everyMs: number;
  readonly kinds: readonly FaultKind[];
  readonly network: NetworkFaults;
  readonly receivers: ReceiverFaults;
  /** The probability that one write to a disk fails or ends the process. */
  readonly disk: number;
}

const FAULT_KINDS = ['kill', 'power', 'stall', 'cut', 'break', 'leader', 'stop', 'thread', 'rebuild'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Seeds differ in what they try, so that no fault hides behind another that is more frequent. */
export function planOf(seed: number): Plan {
  const random = new Random(seed ^ 0x5eed);
  const store = random.pickWeighted([
    [1, 'file' as const],
    [2, 'event-store' as const],
  ]);
  const parts = random.pickWeighted([
    [8, 'recorder' as const],
    [2, 'read model' as const],
    [2, 'webhooks' as const],
  ]);
  const isShared = store === 'event-store';
  const kinds = FAULT_KINDS.filter(
    (kind) => (isShared || !['cut', 'break', 'leader'].includes(kind)) && random.chance(0.5),
  );
  const network: NetworkFaults =
    isShared && random.chance(0.7)
      ? {
          loss: random.pick([0, 0.01, 0.05]),
          slowness: random.pick([0, 0.02, 0.1]),
          shortRead: random.pick([0, 0.01]),
        }
      : GOOD_NETWORK;
  const receivers: ReceiverFaults = {
    unreachable: random.pick([0, 0.05, 0.3]),
    refuses: random.pick([0, 0.05, 0.3]),
    lostAnswer: random.pick([0, 0.05, 0.2]),
    slow: random.pick([0, 0.1]),
  };
  return {
    seed,
    store,
    parts,
    instances: isShared ? random.between(1, 3) : 1,
    clients: random.between(1, 4),
    requests: random.between(4, 12),
    // Chance of its own, so that all other seeds do the same as without redactions.
    redactions: parts === 'recorder' || seed % 3 > 0 ? 0 : new Random(seed ^ 0xeda).pick([1, 2, 3]),
    faults: {
      everyMs: random.pick([500, 2_000, 8_000]),
      kinds,
      network,
      receivers,
      disk: random.pick([0, 0, 0.002, 0.01]),
    },
  };
}
