import type { Case } from './case.js';
import { Deed } from './deed.js';
import type { Cited } from './deed.js';
import { apart, cameAfter } from './follows.js';
import { listUnder } from './lists.js';
import type { CaseRecord } from './record.js';
import type { Sides } from './sides.js';
import type { Upheld } from './upheld.js';

/** An end without an entry here: an actor that is only named, or an entry of another claim, whose maker isn't known. */
export class Absent {
  constructor(
    readonly actor: string | undefined,
    readonly entry: string | undefined,
  ) {}
}

/** An actor's entries by their earliest moment, as a list of which each cell stands for itself and all before it. */
export class Cell {
  constructor(
    readonly deed: Deed,
    readonly before: Cell | undefined,
  ) {}
}

/** A place in a chain of citations. Cells let a thousand citations of an actor with a thousand entries share their way. */
export type Place = Deed | Absent | Cell;

/** Where the citations of a case lead, place by place. */
export interface Citations {
  next(place: Place): readonly Place[];
  isEnd(place: Place): boolean;
}

const NOWHERE: readonly Place[] = [];

/** Not by subtraction: open dates are infinite. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

abstract class Ways implements Citations {
  private readonly absent = new Map<string, Absent>();
  private spreading: Map<string, Deed[]> | undefined;
  private readonly cells = new Map<string, readonly Cell[]>();

  constructor(
    protected readonly record: CaseRecord,
    protected readonly upheld: Upheld,
    protected readonly sides: Sides,
    private readonly publishers: Case['publishers'],
  ) {}

  abstract isEnd(place: Place): boolean;
  protected abstract isPassable(deed: Deed): boolean;
  /** Whether an actor whose entries neither support nor repeat is as good as not here. */
  protected abstract isSilent(actor: string): boolean;

  next(place: Place): readonly Place[] {
    if (place instanceof Absent) return NOWHERE;
    if (place instanceof Cell) return place.before === undefined ? [place.deed] : [place.deed, place.before];
    return this.isPassable(place) ? this.waysFrom(place) : NOWHERE;
  }

  private waysFrom(deed: Deed): readonly Place[] {
    if (deed.cites.length === 0) return NOWHERE;
    const ways: Place[] = [];
    for (const cited of deed.cites) if (!this.upheld.isCut(deed, cited)) this.follow(deed, cited, ways);
    return ways;
  }

  private follow(deed: Deed, { citation, target }: Cited, ways: Place[]): void {
    if (target instanceof Deed) {
      ways.push(target);
    } else if ('entry' in citation) {
      if (target === 'other-claim') ways.push(this.absence(undefined, citation.entry));
    } else {
      const actor = 'actor' in citation ? citation.actor : this.publishers.get(citation.document);
      if (actor === undefined) ways.push(this.absence(undefined, undefined));
      else for (const place of this.entriesOf(actor, deed)) ways.push(place);
    }
  }

  /** An actor stands for its entries, or those on its behalf, that support or repeat and don't follow the citing one. */
  private entriesOf(actor: string, citing: Deed): readonly Place[] {
    const cells = this.cellsOf(actor);
    const reach = cells.findLast(({ deed }) => !apart(deed, citing));
    if (reach === undefined) return this.isSilent(actor) ? [this.absence(actor, undefined)] : NOWHERE;
    if (citing.thenCame.length === 0 && !this.sides.voice(citing).includes(actor)) return [reach];
    const later = cameAfter(citing);
    const mayPrecede = (deed: Deed): boolean => deed !== citing && (!later.has(deed) || apart(citing, deed));
    const entries = cells.slice(0, cells.indexOf(reach) + 1).map(({ deed }) => deed);
    const earlier = entries.filter(mayPrecede);
    return earlier.length === 0 && this.isSilent(actor) ? [this.absence(actor, undefined)] : earlier;
  }

  private cellsOf(actor: string): readonly Cell[] {
    const known = this.cells.get(actor);
    if (known !== undefined) return known;
    this.spreading ??= this.listSpreading();
    const cells: Cell[] = [];
    const deeds = this.spreading.get(actor) ?? [];
    for (const deed of deeds.sort((a, b) => compare(a.when.earliest, b.when.earliest))) {
      cells.push(new Cell(deed, cells.at(-1)));
    }
    this.cells.set(actor, cells);
    return cells;
  }

  private listSpreading(): Map<string, Deed[]> {
    const spreading = new Map<string, Deed[]>();
    for (const deed of this.record.deeds) {
      if (!deed.spreads) continue;
      for (const actor of new Set(this.sides.voice(deed))) listUnder(spreading, actor, deed);
    }
    return spreading;
  }

  private absence(actor: string | undefined, entry: string | undefined): Absent {
    const key = `${actor ?? ''} ${entry ?? ''}`;
    let absent = this.absent.get(key);
    if (absent === undefined) this.absent.set(key, (absent = new Absent(actor, entry)));
    return absent;
  }
}

/** The chains that support: through entries that stand, and support or repeat. */
export class SupportingCitations extends Ways {
  private deniers: ReadonlySet<string> | undefined;

  isEnd(place: Place): boolean {
    if (!(place instanceof Deed)) return place instanceof Absent;
    return place.cites.length === 0 && place.supports && this.upheld.stands(place);
  }

  protected isPassable(deed: Deed): boolean {
    return deed.spreads && this.upheld.stands(deed);
  }

  protected isSilent(actor: string): boolean {
    const denying = (): Deed[] => this.record.ofType('ClaimDenied').filter(({ denies }) => denies);
    this.deniers ??= new Set(denying().flatMap((deed) => this.sides.voice(deed, this.upheld.makersOf(deed))));
    return !this.deniers.has(actor);
  }
}

/** The chains by which the claim was put forward, whether or not the entries on the way still stand. */
export class OriginalCitations extends Ways {
  isEnd(place: Place): boolean {
    if (!(place instanceof Deed)) return place instanceof Absent;
    return this.next(place).length === 0;
  }

  protected isPassable({ spreads }: Deed): boolean {
    return spreads;
  }

  protected isSilent(): boolean {
    return true;
  }
}
