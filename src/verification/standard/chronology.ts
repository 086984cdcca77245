import type { ActNode } from './act-node.js';

/** Whether the dates alone show that one act happened after another. */
export function isStrictlyLater(later: ActNode, earlier: ActNode): boolean {
  return later.when.earliest > earlier.when.latest;
}

// An act is known to follow another if its date is strictly later, or if a chain of `after` leads back to the other and the
// dates don't contradict it. The order of recording never matters.

/** All acts that follow an act by a chain of `after`, nearest first, without the act itself. */
export function successorsOf(act: ActNode): ReadonlySet<ActNode> {
  const successors = new Set(act.successors);
  for (const later of successors) for (const next of later.successors) successors.add(next);
  return successors;
}

/** All acts that an act follows by a chain of `after`, nearest first, without the act itself. */
export function earlierActsOf(act: ActNode): ReadonlySet<ActNode> {
  const earlierActs = new Set(act.after);
  for (const earlier of earlierActs) for (const before of earlier.after) earlierActs.add(before);
  return earlierActs;
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

/** A set of acts. Determines whether a given act is known to follow any of them, without comparing all pairs. */
export class EarlierActs {
  private firstEnd = Infinity;
  private readonly acts = new Set<ActNode>();

  add(act: ActNode): void {
    this.firstEnd = Math.min(this.firstEnd, act.when.latest);
    this.acts.add(act);
  }

  someIsFollowedBy(later: ActNode): boolean {
    if (later.when.earliest > this.firstEnd) return true;
    if (later.after.length === 0) return false;
    const seen = new Set(later.after);
    for (const earlier of seen) {
      if (this.acts.has(earlier) && !isStrictlyLater(earlier, later)) return true;
      for (const before of earlier.after) seen.add(before);
    }
    return false;
  }
}
