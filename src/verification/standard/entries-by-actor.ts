import { ActNode } from './act-node.js';
import { isStrictlyLater, successorsOf } from './chronology.js';
import { appendTo } from '../../lib/collections.js';
import type { ActGraph } from './act-graph.js';
import type { Representation } from './representation.js';

/**
 * The first entries of an actor, by their earliest moment: the last of them, and the prefix before it. A linked list, so
 * that many citations of the actor share their nodes.
 */
export class EntryPrefix {
  constructor(
    readonly act: ActNode,
    readonly previous: EntryPrefix | undefined,
  ) {}
}

const NONE: readonly never[] = [];

/** Without subtraction, since open dates are infinite. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

/** By actor: the entries by it or on its behalf that support or repeat the claim. */
export class EntriesByActor {
  private entries: Map<string, ActNode[]> | undefined;
  private readonly prefixes = new Map<string, EntryPrefix[]>();
  /** How many prefixes were replaced after chains had followed them. Those chains still hold them in memory. */
  private discarded = 0;

  constructor(
    private readonly actGraph: ActGraph,
    private readonly representation: Representation,
  ) {}

  /** An actor's entries that don't follow the entry that cites the actor. */
  entriesOf(actor: string, citing: ActNode): readonly (ActNode | EntryPrefix)[] {
    const prefixes = this.prefixesOf(actor);
    const longest = prefixes.findLast(({ act }) => !isStrictlyLater(act, citing));
    if (longest === undefined) return NONE;
    if (citing.successors.length === 0 && !this.representation.representedActors(citing).includes(actor))
      return [longest];
    const later = successorsOf(citing);
    const mayPrecede = (act: ActNode): boolean => act !== citing && (!later.has(act) || isStrictlyLater(citing, act));
    const entries = prefixes.slice(0, prefixes.indexOf(longest) + 1).map(({ act }) => act);
    return entries.filter(mayPrecede);
  }

  /** Adds an act. Returns false once there are more discarded prefixes than entries; then build a new index. */
  tryExtend(act: ActNode): boolean {
    for (const actor of new Set(this.representation.representedActors(act))) {
      if (this.entries !== undefined) appendTo(this.entries, actor, act);
      const prefixes = this.prefixes.get(actor);
      const last = prefixes?.at(-1);
      if (prefixes === undefined) continue;
      if (last === undefined) this.prefixes.delete(actor);
      else if (last.act.when.earliest <= act.when.earliest) prefixes.push(new EntryPrefix(act, last));
      else {
        this.prefixes.delete(actor);
        this.discarded += prefixes.length;
      }
    }
    return this.discarded <= this.actGraph.acts.length;
  }

  private prefixesOf(actor: string): readonly EntryPrefix[] {
    const known = this.prefixes.get(actor);
    if (known !== undefined) return known;
    this.entries ??= this.listEntries();
    const prefixes: EntryPrefix[] = [];
    const acts = this.entries.get(actor) ?? [];
    for (const act of acts.sort((a, b) => compare(a.when.earliest, b.when.earliest))) {
      prefixes.push(new EntryPrefix(act, prefixes.at(-1)));
    }
    this.prefixes.set(actor, prefixes);
    return prefixes;
  }

  private listEntries(): Map<string, ActNode[]> {
    const entries = new Map<string, ActNode[]>();
    for (const act of this.actGraph.acts) {
      if (!act.propagates) continue;
      for (const actor of new Set(this.representation.representedActors(act))) appendTo(entries, actor, act);
    }
    return entries;
  }
}
