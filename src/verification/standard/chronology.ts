import type { ActNode } from './act-node.js';

/** Whether the dates alone say that one act came later than another. */
export function isStrictlyLater(later: ActNode, earlier: ActNode): boolean {
  return later.when.earliest > earlier.when.latest;
}

/**
 * Whether one act is known to follow another: their dates are apart, or a chain of `after` says so and the dates don't
 * say the contrary. Never by the order of recording.
 */
export function isKnownToFollow(later: ActNode, earlier: ActNode): boolean {
  if (isStrictlyLater(later, earlier)) return true;
  if (later.after.length === 0 || isStrictlyLater(earlier, later)) return false;
  return successorsOf(earlier).has(later);
}

/** All that a chain of `after` puts behind a deed, nearest first, the deed itself left out. */
export function successorsOf(deed: ActNode): ReadonlySet<ActNode> {
  const found = new Set(deed.successors);
  for (const later of found) for (const next of later.successors) found.add(next);
  return found;
}

/** Deeds that are asked together whether any of them follows a given one, without comparing each with each. */
export class LaterActs {
  private lastBegin = -Infinity;
  private readonly linked = new Set<ActNode>();

  add(deed: ActNode): void {
    this.lastBegin = Math.max(this.lastBegin, deed.when.earliest);
    if (deed.after.length > 0) this.linked.add(deed);
  }

  someFollows(earlier: ActNode): boolean {
    if (this.lastBegin > earlier.when.latest) return true;
    if (this.linked.size === 0 || earlier.successors.length === 0) return false;
    const seen = new Set(earlier.successors);
    for (const later of seen) {
      if (this.linked.has(later) && !isStrictlyLater(earlier, later)) return true;
      for (const next of later.successors) seen.add(next);
    }
    return false;
  }
}
