import type { PolicyInput } from '../policy.js';
import { ActNode } from './act-node.js';
import type { Cited } from './act-node.js';
import { isStrictlyLater } from './chronology.js';
import { appendTo } from '../../lib/collections.js';
import type { ActGraph } from './act-graph.js';
import type { Representation } from './representation.js';
import { EntryPrefix, EntriesByActor } from './entries-by-actor.js';
import type { EffectiveActs } from './effective-acts.js';

/** An end without an entry here: an actor that is only named, or an entry of another claim, whose maker isn't known. */
export class ExternalSource {
  constructor(
    readonly actor: string | undefined,
    readonly entry: string | undefined,
  ) {}
}

/** A place in a chain of citations. Cells let a thousand citations of an actor with a thousand entries share their way. */
export type CitationNode = ActNode | ExternalSource | EntryPrefix;

/** Where the citations of a case lead, place by place. */
export interface Citations {
  next(place: CitationNode): readonly CitationNode[];
  isEnd(place: CitationNode): boolean;
}

const NOWHERE: readonly CitationNode[] = [];

/** Who cited an actor, and whether entries of that actor answer to it. */
interface Citer {
  readonly deed: ActNode;
  readonly isAnswered: boolean;
}

abstract class CitationGraph implements Citations {
  private readonly absent = new Map<string, ExternalSource>();
  protected readonly citers = new Map<string, Citer[]>();
  protected readonly spreaders: EntriesByActor;

  constructor(
    protected readonly record: ActGraph,
    protected readonly upheld: EffectiveActs,
    protected readonly sides: Representation,
    private readonly publishers: PolicyInput['publishers'],
  ) {
    this.spreaders = new EntriesByActor(record, sides);
  }

  abstract isEnd(place: CitationNode): boolean;
  protected abstract isPassable(deed: ActNode): boolean;
  /** Whether an actor whose entries neither support nor repeat is as good as not here. */
  protected abstract isSilent(actor: string): boolean;

  next(place: CitationNode): readonly CitationNode[] {
    if (place instanceof ExternalSource) return NOWHERE;
    if (place instanceof EntryPrefix) return place.before === undefined ? [place.deed] : [place.deed, place.before];
    return this.isPassable(place) ? this.waysFrom(place) : NOWHERE;
  }

  private waysFrom(deed: ActNode): readonly CitationNode[] {
    if (deed.cites.length === 0) return NOWHERE;
    const ways: CitationNode[] = [];
    for (const cited of deed.cites) if (!this.upheld.isCut(deed, cited)) this.follow(deed, cited, ways);
    return ways;
  }

  private follow(deed: ActNode, { citation, target }: Cited, ways: CitationNode[]): void {
    if (target instanceof ActNode) {
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
  private followActor(deed: ActNode, actor: string, ways: CitationNode[]): void {
    const entries = this.spreaders.entriesOf(actor, deed);
    appendTo(this.citers, actor, { deed, isAnswered: entries.length > 0 });
    for (const place of entries) ways.push(place);
    if (entries.length === 0 && this.isSilent(actor)) ways.push(this.absence(actor, undefined));
  }

  private absence(actor: string | undefined, entry: string | undefined): ExternalSource {
    const key = `${actor ?? ''} ${entry ?? ''}`;
    let absent = this.absent.get(key);
    if (absent === undefined) this.absent.set(key, (absent = new ExternalSource(actor, entry)));
    return absent;
  }
}

/** The chains that support: through entries that stand, and support or repeat. */
export class SupportingCitations extends CitationGraph {
  private deniers: Set<string> | undefined;

  isEnd(place: CitationNode): boolean {
    if (!(place instanceof ActNode)) return place instanceof ExternalSource;
    return place.cites.length === 0 && place.supports && this.upheld.isEffective(place);
  }

  /**
   * False if one more act changes where those before it lead: if one whose date isn't before its own cites its maker,
   * unless that leads to an end without it, and it counts by itself; or if it denies, and its maker was cited without an
   * entry that answers.
   */
  tryExtend(deed: ActNode, leadsToEnd: (citing: ActNode) => boolean): boolean {
    const isMoved = ({ deed: citing, isAnswered }: Citer): boolean => {
      if (!deed.propagates) return deed.denies && !isAnswered;
      return !isStrictlyLater(deed, citing) && !(deed.supports && isAnswered && leadsToEnd(citing));
    };
    const voice = this.sides.voice(deed);
    if (voice.some((actor) => this.citers.get(actor)?.some(isMoved))) return false;
    if (deed.propagates && !this.spreaders.tryExtend(deed)) return false;
    if (deed.denies) for (const actor of this.denying(deed)) this.deniers?.add(actor);
    return true;
  }

  protected isPassable(deed: ActNode): boolean {
    return deed.propagates && this.upheld.isEffective(deed);
  }

  protected isSilent(actor: string): boolean {
    const denials = (): ActNode[] => this.record.ofType('ClaimDenied').filter(({ denies }) => denies);
    this.deniers ??= new Set(denials().flatMap((deed) => this.denying(deed)));
    return !this.deniers.has(actor);
  }

  private denying(deed: ActNode): readonly string[] {
    return this.sides.voice(deed, this.upheld.effectiveMakersOf(deed));
  }
}

/** The chains by which the claim was put forward, whether or not the entries on the way still stand. */
export class OriginalCitations extends CitationGraph {
  isEnd(place: CitationNode): boolean {
    if (!(place instanceof ActNode)) return place instanceof ExternalSource;
    return this.next(place).length === 0;
  }

  protected isPassable({ propagates: spreads }: ActNode): boolean {
    return spreads;
  }

  protected isSilent(): boolean {
    return true;
  }
}
