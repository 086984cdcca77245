import type { ActNode } from './act-node.js';
import { isStrictlyLater, successorsOf } from './chronology.js';
import { appendTo, lowerBound } from '../../lib/collections.js';
import type { ActGraph } from './act-graph.js';
import type { Representation } from './representation.js';

/**
 * Two, four, eight … consecutive entries of an actor, as two halves. Citations of the actor share these nodes, so that a
 * citation of all entries but a few takes a few nodes.
 */
export class EntryBlock {
  constructor(readonly halves: readonly [EntryNode, EntryNode]) {}
}

type EntryNode = ActNode | EntryBlock;

const NONE: readonly never[] = [];

/** Without subtraction, since open dates are infinite. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

/** The entries of one actor that support or repeat the claim, by their earliest moment. */
class EntryList {
  /** By the logarithm of their length: the blocks that begin at each multiple of it. The first are the entries. */
  private readonly blocks: EntryNode[][] = [];
  private places: Map<ActNode, number> | undefined;

  constructor(private readonly acts: ActNode[]) {
    acts.sort((a, b) => compare(a.when.earliest, b.when.earliest));
  }

  get length(): number {
    return this.acts.length;
  }

  /** Adds an act at the end. Returns false, and does nothing, if it belongs before another. */
  tryAdd(act: ActNode): boolean {
    if ((this.acts.at(-1)?.when.earliest ?? -Infinity) > act.when.earliest) return false;
    this.places?.set(act, this.acts.length);
    this.acts.push(act);
    return true;
  }

  /** The entries that don't follow this one. */
  notFollowing(citing: ActNode): readonly EntryNode[] {
    const end = lowerBound(this.acts, (act) => !isStrictlyLater(act, citing));
    const nodes: EntryNode[] = [];
    let start = 0;
    for (const place of this.followersOf(citing)) {
      if (place >= end) break;
      this.addRange(start, place, nodes);
      start = place + 1;
    }
    this.addRange(start, end, nodes);
    return nodes;
  }

  /** The places of the entry itself, and of those that follow it by `after`; sorted. */
  private followersOf(citing: ActNode): readonly number[] {
    this.places ??= new Map(this.acts.map((act, place) => [act, place]));
    const own = this.places.get(citing);
    const places = own === undefined ? [] : [own];
    if (citing.successors.length === 0) return places;
    for (const later of successorsOf(citing)) {
      const place = this.places.get(later);
      if (place !== undefined && !isStrictlyLater(citing, later)) places.push(place);
    }
    return places.sort((a, b) => a - b);
  }

  /** Adds the entries from one place to before another, in the largest blocks that fit. */
  private addRange(start: number, end: number, nodes: EntryNode[]): void {
    while (start < end) {
      let level = 0;
      while (start % 2 ** (level + 1) === 0 && start + 2 ** (level + 1) <= end) level += 1;
      nodes.push(this.blockAt(level, start / 2 ** level));
      start += 2 ** level;
    }
  }

  private blockAt(level: number, index: number): EntryNode {
    if (level === 0) return this.acts[index] as ActNode;
    const blocks = (this.blocks[level] ??= []);
    return (blocks[index] ??= new EntryBlock([
      this.blockAt(level - 1, 2 * index),
      this.blockAt(level - 1, 2 * index + 1),
    ]));
  }
}

/** By actor: the entries by it or on its behalf that support or repeat the claim. */
export class EntriesByActor {
  private entries: Map<string, ActNode[]> | undefined;
  private readonly lists = new Map<string, EntryList>();
  /** How many entries were in lists that were replaced. Chains that followed these still hold their blocks in memory. */
  private discarded = 0;

  constructor(
    private readonly actGraph: ActGraph,
    private readonly representation: Representation,
  ) {}

  /** An actor's entries that don't follow the entry that cites the actor. */
  entriesOf(actor: string, citing: ActNode): readonly EntryNode[] {
    this.entries ??= this.listEntries();
    const acts = this.entries.get(actor);
    if (acts === undefined) return NONE;
    let list = this.lists.get(actor);
    if (list === undefined) this.lists.set(actor, (list = new EntryList([...acts])));
    return list.notFollowing(citing);
  }

  /** Adds an act. Returns false once there are more discarded entries than entries; then build a new index. */
  tryExtend(act: ActNode): boolean {
    for (const actor of new Set(this.representation.representedActors(act))) {
      if (this.entries !== undefined) appendTo(this.entries, actor, act);
      const list = this.lists.get(actor);
      if (list === undefined || list.tryAdd(act)) continue;
      this.lists.delete(actor);
      this.discarded += list.length;
    }
    return this.discarded <= this.actGraph.acts.length;
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
