import { Deed } from './act-node.js';
import { apart, cameAfter } from './chronology.js';
import { listUnder } from '../../lib/collections.js';
import type { CaseRecord } from './act-graph.js';
import type { Sides } from './representation.js';

/** An actor's entries by their earliest moment, as a list of which each cell stands for itself and all before it. */
export class Cell {
  constructor(
    readonly deed: Deed,
    readonly before: Cell | undefined,
  ) {}
}

const NONE: readonly never[] = [];

/** Not by subtraction: open dates are infinite. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

/** Actors, each with its entries, or those on its behalf, that support or repeat. */
export class Spreaders {
  private entries: Map<string, Deed[]> | undefined;
  private readonly cells = new Map<string, Cell[]>();
  /** How many cells were followed and had to be made anew since: the chains through them still hold them. */
  private inVain = 0;

  constructor(
    private readonly record: CaseRecord,
    private readonly sides: Sides,
  ) {}

  /** An actor's entries that don't follow the one that cites it. */
  entriesOf(actor: string, citing: Deed): readonly (Deed | Cell)[] {
    const cells = this.cellsOf(actor);
    const reach = cells.findLast(({ deed }) => !apart(deed, citing));
    if (reach === undefined) return NONE;
    if (citing.thenCame.length === 0 && !this.sides.voice(citing).includes(actor)) return [reach];
    const later = cameAfter(citing);
    const mayPrecede = (deed: Deed): boolean => deed !== citing && (!later.has(deed) || apart(citing, deed));
    const entries = cells.slice(0, cells.indexOf(reach) + 1).map(({ deed }) => deed);
    return entries.filter(mayPrecede);
  }

  /** False if by now there are more cells in vain than entries. */
  takeUp(deed: Deed): boolean {
    for (const actor of new Set(this.sides.voice(deed))) {
      if (this.entries !== undefined) listUnder(this.entries, actor, deed);
      const cells = this.cells.get(actor);
      const last = cells?.at(-1);
      if (cells === undefined || last === undefined) continue;
      if (last.deed.when.earliest <= deed.when.earliest) cells.push(new Cell(deed, last));
      else {
        this.cells.delete(actor);
        this.inVain += cells.length;
      }
    }
    return this.inVain <= this.record.deeds.length;
  }

  private cellsOf(actor: string): readonly Cell[] {
    const known = this.cells.get(actor);
    if (known !== undefined) return known;
    this.entries ??= this.listEntries();
    const cells: Cell[] = [];
    const deeds = this.entries.get(actor) ?? [];
    for (const deed of deeds.sort((a, b) => compare(a.when.earliest, b.when.earliest))) {
      cells.push(new Cell(deed, cells.at(-1)));
    }
    this.cells.set(actor, cells);
    return cells;
  }

  private listEntries(): Map<string, Deed[]> {
    const entries = new Map<string, Deed[]>();
    for (const deed of this.record.deeds) {
      if (!deed.spreads) continue;
      for (const actor of new Set(this.sides.voice(deed))) listUnder(entries, actor, deed);
    }
    return entries;
  }
}
