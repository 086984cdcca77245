import type { Origin, OriginNature } from './case.js';
import { followChains } from './chains.js';
import type { Chains } from './chains.js';
import type { Absent, Citations } from './citations.js';
import { byRef, Deed } from './deed.js';
import { disjointPair } from './independence.js';
import type { Sides } from './sides.js';
import type { Upheld } from './upheld.js';

/** What the chains of citations of a case come to. */
export interface Origins {
  readonly origins: readonly Origin[];
  readonly counts: Readonly<Record<OriginNature, number>>;
  /** The entries at named ends. */
  readonly named: readonly Deed[];
  /** Entries at two named ends that are independent of each other, if there are any. */
  readonly independent: readonly Deed[];
  /** Whether the chains of an entry lead to any end. */
  readonly leads: Chains['leads'];
}

/** @param supporting acts that stand and support */
export function findOrigins(supporting: readonly Deed[], citations: Citations, upheld: Upheld, sides: Sides): Origins {
  const chains = followChains(supporting, citations);
  const speakers = (makers: readonly string[]): readonly string[] =>
    [...new Set(makers.map((maker) => sides.countsAs(maker)))].sort();
  const found = new OriginList();
  const named: Deed[] = [];
  for (const end of chains.ends) {
    if (end instanceof Deed) {
      const makers = upheld.makersOf(end);
      const nature = natureOf(end, makers, sides);
      if (nature === 'named') named.push(end);
      found.add(nature, speakers(makers), [end.ref]);
    } else {
      found.add(natureOfAbsent(end, sides), speakers(end.actor === undefined ? [] : [end.actor]), refsOf(end));
    }
  }
  for (const ring of chains.rings) {
    const makers = ring.flatMap((deed) => upheld.makersOf(deed));
    found.add(
      'circular',
      speakers(makers),
      ring.map(({ ref }) => ref),
    );
  }
  named.sort(byRef);
  const circle = (deed: Deed): ReadonlySet<string> => {
    const standing = speakers(upheld.makersOf(deed));
    return new Set([...standing, ...standing.flatMap((actor) => sides.principals(actor, deed.when))]);
  };
  return { ...found.list(), named, independent: disjointPair(named, circle), leads: chains.leads };
}

/** Knows the fact at first hand: from its own eyes, a recording or a document. */
const OWN_BASES: ReadonlySet<string> = new Set(['witnessed', 'recording', 'document']);

/** Groups never speak as such: an entry in the name of one is no entry of its own. */
function natureOf({ entry }: Deed, makers: readonly string[], sides: Sides): OriginNature {
  const speaking = makers.filter((maker) => !sides.isGroup(maker));
  const basis = 'basis' in entry.data ? entry.data.basis : undefined;
  if (speaking.length === 0 || basis === undefined || basis === 'none-given') return 'baseless';
  return OWN_BASES.has(basis) && speaking.some((maker) => !sides.isUnnamed(maker)) ? 'named' : 'unnamed';
}

function natureOfAbsent({ actor }: Absent, sides: Sides): OriginNature {
  return actor !== undefined && sides.isUnnamed(actor) ? 'unnamed' : 'baseless';
}

function refsOf({ entry }: Absent): readonly string[] {
  return entry === undefined ? [] : [entry];
}

/** One origin for all ends of one nature at which the same actors stand. */
class OriginList {
  private readonly origins = new Map<
    string,
    { nature: OriginNature; actors: readonly string[]; entries: Set<string> }
  >();

  add(nature: OriginNature, actors: readonly string[], entries: readonly string[]): void {
    const key = `${nature} ${actors.join(' ')}`;
    const known = this.origins.get(key);
    if (known === undefined) this.origins.set(key, { nature, actors, entries: new Set(entries) });
    else for (const entry of entries) known.entries.add(entry);
  }

  list(): Pick<Origins, 'origins' | 'counts'> {
    const counts: Record<OriginNature, number> = { named: 0, unnamed: 0, baseless: 0, circular: 0 };
    const sorted = [...this.origins].sort(([a], [b]) => (a < b ? -1 : 1));
    const origins = sorted.map(([, { nature, actors, entries }]) => ({ nature, actors, entries: [...entries].sort() }));
    for (const { nature } of origins) counts[nature] += 1;
    return { origins, counts };
  }
}
