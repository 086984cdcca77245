import type { Case } from '../policy-input.js';
import { Deed } from './act-node.js';
import type { Cited } from './act-node.js';
import { apart } from './chronology.js';
import { listUnder } from '../../lib/collections.js';
import type { CaseRecord } from './act-graph.js';
import type { Sides } from './representation.js';
import { Cell, Spreaders } from './entries-by-actor.js';
import type { Upheld } from './effective-acts.js';

/** An end without an entry here: an actor that is only named, or an entry of another claim, whose maker isn't known. */
export class Absent {
  constructor(
    readonly actor: string | undefined,
    readonly entry: string | undefined,
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

/** Who cited an actor, and whether entries of that actor answer to it. */
interface Citer {
  readonly deed: Deed;
  readonly isAnswered: boolean;
}

abstract class Ways implements Citations {
  private readonly absent = new Map<string, Absent>();
  protected readonly citers = new Map<string, Citer[]>();
  protected readonly spreaders: Spreaders;

  constructor(
    protected readonly record: CaseRecord,
    protected readonly upheld: Upheld,
    protected readonly sides: Sides,
    private readonly publishers: Case['publishers'],
  ) {
    this.spreaders = new Spreaders(record, sides);
  }

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
      else this.followActor(deed, actor, ways);
    }
  }

  /** An actor stands for its entries; without any it is an end. */
  private followActor(deed: Deed, actor: string, ways: Place[]): void {
    const entries = this.spreaders.entriesOf(actor, deed);
    listUnder(this.citers, actor, { deed, isAnswered: entries.length > 0 });
    for (const place of entries) ways.push(place);
    if (entries.length === 0 && this.isSilent(actor)) ways.push(this.absence(actor, undefined));
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
  private deniers: Set<string> | undefined;

  isEnd(place: Place): boolean {
    if (!(place instanceof Deed)) return place instanceof Absent;
    return place.cites.length === 0 && place.supports && this.upheld.stands(place);
  }

  /**
   * False if one more act changes where those before it lead: if one whose date isn't before its own cites its maker,
   * unless that leads to an end without it, and it counts by itself; or if it denies, and its maker was cited without an
   * entry that answers.
   */
  takeUp(deed: Deed, leadsToEnd: (citing: Deed) => boolean): boolean {
    const isMoved = ({ deed: citing, isAnswered }: Citer): boolean => {
      if (!deed.spreads) return deed.denies && !isAnswered;
      return !apart(deed, citing) && !(deed.supports && isAnswered && leadsToEnd(citing));
    };
    const voice = this.sides.voice(deed);
    if (voice.some((actor) => this.citers.get(actor)?.some(isMoved))) return false;
    if (deed.spreads && !this.spreaders.takeUp(deed)) return false;
    if (deed.denies) for (const actor of this.denying(deed)) this.deniers?.add(actor);
    return true;
  }

  protected isPassable(deed: Deed): boolean {
    return deed.spreads && this.upheld.stands(deed);
  }

  protected isSilent(actor: string): boolean {
    const denials = (): Deed[] => this.record.ofType('ClaimDenied').filter(({ denies }) => denies);
    this.deniers ??= new Set(denials().flatMap((deed) => this.denying(deed)));
    return !this.deniers.has(actor);
  }

  private denying(deed: Deed): readonly string[] {
    return this.sides.voice(deed, this.upheld.makersOf(deed));
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
