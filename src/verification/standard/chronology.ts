import type { Deed } from './act-node.js';

/** Whether the dates alone say that one act came later than another. */
export function apart(later: Deed, earlier: Deed): boolean {
  return later.when.earliest > earlier.when.latest;
}

/**
 * Whether one act is known to follow another: their dates are apart, or a chain of `after` says so and the dates don't
 * say the contrary. Never by the order of recording.
 */
export function follows(later: Deed, earlier: Deed): boolean {
  if (apart(later, earlier)) return true;
  if (later.after.length === 0 || apart(earlier, later)) return false;
  return cameAfter(earlier).has(later);
}

/** All that a chain of `after` puts behind a deed, nearest first, the deed itself left out. */
export function cameAfter(deed: Deed): ReadonlySet<Deed> {
  const found = new Set(deed.thenCame);
  for (const later of found) for (const next of later.thenCame) found.add(next);
  return found;
}

/** Deeds that are asked together whether any of them follows a given one, without comparing each with each. */
export class Followers {
  private lastBegin = -Infinity;
  private readonly linked = new Set<Deed>();

  add(deed: Deed): void {
    this.lastBegin = Math.max(this.lastBegin, deed.when.earliest);
    if (deed.after.length > 0) this.linked.add(deed);
  }

  someFollows(earlier: Deed): boolean {
    if (this.lastBegin > earlier.when.latest) return true;
    if (this.linked.size === 0 || earlier.thenCame.length === 0) return false;
    const seen = new Set(earlier.thenCame);
    for (const later of seen) {
      if (this.linked.has(later) && !apart(earlier, later)) return true;
      for (const next of later.thenCame) seen.add(next);
    }
    return false;
  }
}
