import { isAct } from '../claims/claim.rules.js';
import type { ClaimReader } from '../claims/projection/claim-reader.js';
import { type JudgedEntry, refOf } from '../domain/entries.js';
import { boundedCache } from '../lib/bounded-cache.js';
import { VoidedEntries } from '../verification/voids.js';

/** An act in the world, as an entry records it. */
export type ActEntry = Exclude<JudgedEntry, { readonly type: 'EntryVoided' }>;

/** An act that isn't voided. */
export interface Act {
  /** `claim/entry`. */
  readonly ref: string;
  readonly position: number;
  readonly entry: ActEntry;
}

/** The acts of one claim that aren't voided. */
export interface ClaimActs {
  /** In the order of recording. */
  readonly acts: readonly Act[];
  /** The act with this reference `claim/entry`, or the one that replaces it if it was voided. */
  readonly find: (ref: string) => Act | undefined;
}

/** Acts of claims that others cite, by estimated memory. */
const MAX_BYTES = 8_000_000;
const ACT_BYTES = 1_000;

/** Reads the acts of claims as of one moment of recorded time. */
export class ActReader {
  private readonly cited = boundedCache<ClaimActs>(MAX_BYTES, ({ acts }) => acts.length * ACT_BYTES);

  constructor(
    private readonly claims: ClaimReader,
    private readonly at: string,
  ) {}

  of(claim: string): ClaimActs {
    const judged: JudgedEntry[] = [];
    const acts: Act[] = [];
    let hasVoids = false;
    for (const { event, position, recordedAt } of this.claims.entries(claim)) {
      if (recordedAt > this.at) continue;
      const entry = { claim, type: event.type, data: event.data, recordedAt } as JudgedEntry;
      if (entry.type === 'EntryVoided') hasVoids = true;
      else if (isAct(entry.type)) acts.push({ ref: refOf(claim, event.data.id), position, entry });
      else continue;
      judged.push(entry);
    }
    return hasVoids ? withoutVoided(acts, new VoidedEntries(judged)) : { acts, find: finder(acts, (ref) => ref) };
  }

  /** The act with this reference `claim/entry` of any claim, or the one that replaces it if it was voided. */
  find(ref: string): Act | undefined {
    const claim = ref.slice(0, ref.indexOf('/'));
    let acts = this.cited.get(claim);
    if (!acts) this.cited.set(claim, (acts = this.of(claim)));
    return acts.find(ref);
  }
}

function withoutVoided(acts: readonly Act[], voids: VoidedEntries): ClaimActs {
  const left = acts.filter(({ ref }) => !voids.voided.has(ref));
  return { acts: left, find: finder(left, (ref) => voids.resolve(ref)) };
}

function finder(acts: readonly Act[], resolve: (ref: string) => string | undefined): ClaimActs['find'] {
  let byRef: Map<string, Act> | undefined;
  return (ref) => {
    byRef ??= new Map(acts.map((act) => [act.ref, act]));
    return byRef.get(resolve(ref) ?? '');
  };
}
