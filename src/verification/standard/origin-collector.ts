import type { Origin, OriginNature } from '../policy-input.js';

interface Gathered {
  readonly nature: OriginNature;
  readonly actors: readonly string[];
  readonly entries: Set<string>;
  /** As it is listed; undefined since an entry was added. */
  listed: Origin | undefined;
}

/** One origin for all ends of one nature at which the same actors stand. */
export class OriginCollector {
  private readonly origins = new Map<string, Gathered>();
  private inOrder: readonly Gathered[] | undefined;

  add(nature: OriginNature, actors: readonly string[], entries: readonly string[]): void {
    const key = `${nature} ${actors.join(' ')}`;
    const known = this.origins.get(key);
    if (known === undefined) {
      this.origins.set(key, { nature, actors, entries: new Set(entries), listed: undefined });
      this.inOrder = undefined;
    } else {
      for (const entry of entries) known.entries.add(entry);
      known.listed = undefined;
    }
  }

  /** By nature, then by actors. */
  list(): readonly Origin[] {
    this.inOrder ??= [...this.origins].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, origin]) => origin);
    return this.inOrder.map((origin) => (origin.listed ??= listed(origin)));
  }

  counts(): Readonly<Record<OriginNature, number>> {
    const counts: Record<OriginNature, number> = { named: 0, unnamed: 0, baseless: 0, circular: 0 };
    for (const { nature } of this.origins.values()) counts[nature] += 1;
    return counts;
  }
}

function listed({ nature, actors, entries }: Gathered): Origin {
  return { nature, actors, entries: [...entries].sort() };
}
