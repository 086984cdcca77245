import type { ActNode } from './act-node.js';

/** Whether the dates alone show that one act happened after another. */
export function isStrictlyLater(later: ActNode, earlier: ActNode): boolean {
  return later.when.earliest > earlier.when.latest;
}

/**
 * Whether one act is known to follow another: its date is strictly later, or a chain of `after` leads back to the other
 * and the dates don't contradict it. The order of recording never matters.
 */
export function isKnownToFollow(later: ActNode, earlier: ActNode): boolean {
  if (isStrictlyLater(later, earlier)) return true;
  if (later.after.length === 0 || isStrictlyLater(earlier, later)) return false;
  return successorsOf(earlier).has(later);
}

/** All acts that follow an act by a chain of `after`, nearest first, without the act itself. */
export function successorsOf(act: ActNode): ReadonlySet<ActNode> {
  const successors = new Set(act.successors);
  for (const later of successors) for (const next of later.successors) successors.add(next);
  return successors;
}

/** A set of acts. Determines whether any of them is known to follow a given act, without comparing all pairs. */
export class LaterActs {
  private lastBegin = -Infinity;
  private readonly linked = new Set<ActNode>();

  add(act: ActNode): void {
    this.lastBegin = Math.max(this.lastBegin, act.when.earliest);
    if (act.after.length > 0) this.linked.add(act);
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
