import { ActNode } from './act-node.js';
import { isStrictlyLater, successorsOf } from './chronology.js';
import { appendTo } from '../../lib/collections.js';
import type { ActGraph } from './act-graph.js';
import type { Representation } from './representation.js';

/** An actor's entries by their earliest moment, as a list of which each cell stands for itself and all before it. */
export class EntryPrefix {
  constructor(
    readonly deed: ActNode,
    readonly before: EntryPrefix | undefined,
  ) {}
}

const NONE: readonly never[] = [];

/** Not by subtraction: open dates are infinite. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

/** Actors, each with its entries, or those on its behalf, that support or repeat. */
export class EntriesByActor {
  private entries: Map<string, ActNode[]> | undefined;
  private readonly cells = new Map<string, EntryPrefix[]>();
  /** How many cells were followed and had to be made anew since: the chains through them still hold them. */
  private inVain = 0;

  constructor(
    private readonly record: ActGraph,
    private readonly sides: Representation,
  ) {}

  /** An actor's entries that don't follow the one that cites it. */
  entriesOf(actor: string, citing: ActNode): readonly (ActNode | EntryPrefix)[] {
    const cells = this.cellsOf(actor);
    const reach = cells.findLast(({ deed }) => !isStrictlyLater(deed, citing));
    if (reach === undefined) return NONE;
    if (citing.successors.length === 0 && !this.sides.voice(citing).includes(actor)) return [reach];
    const later = successorsOf(citing);
    const mayPrecede = (deed: ActNode): boolean =>
      deed !== citing && (!later.has(deed) || isStrictlyLater(citing, deed));
    const entries = cells.slice(0, cells.indexOf(reach) + 1).map(({ deed }) => deed);
    return entries.filter(mayPrecede);
  }

  /** False if by now there are more cells in vain than entries. */
  tryExtend(deed: ActNode): boolean {
    for (const actor of new Set(this.sides.voice(deed))) {
      if (this.entries !== undefined) appendTo(this.entries, actor, deed);
      const cells = this.cells.get(actor);
      const last = cells?.at(-1);
      if (cells === undefined || last === undefined) continue;
      if (last.deed.when.earliest <= deed.when.earliest) cells.push(new EntryPrefix(deed, last));
      else {
        this.cells.delete(actor);
        this.inVain += cells.length;
      }
    }
    return this.inVain <= this.record.deeds.length;
  }

  private cellsOf(actor: string): readonly EntryPrefix[] {
    const known = this.cells.get(actor);
    if (known !== undefined) return known;
    this.entries ??= this.listEntries();
    const cells: EntryPrefix[] = [];
    const deeds = this.entries.get(actor) ?? [];
    for (const deed of deeds.sort((a, b) => compare(a.when.earliest, b.when.earliest))) {
      cells.push(new EntryPrefix(deed, cells.at(-1)));
    }
    this.cells.set(actor, cells);
    return cells;
  }

  private listEntries(): Map<string, ActNode[]> {
    const entries = new Map<string, ActNode[]>();
    for (const deed of this.record.deeds) {
      if (!deed.propagates) continue;
      for (const actor of new Set(this.sides.voice(deed))) appendTo(entries, actor, deed);
    }
    return entries;
  }
}
