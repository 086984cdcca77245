import type { Origin } from '../../../../src/verification/policy.js';
import type { Citation } from '../../../../src/domain/entries.js';
import { memoized } from './memo.js';
import { isDenial, isSupport, quotedIn, saysSo, type EffectiveActs } from './effective.js';
import type { Act, View } from './view.js';

/** The end of a citation chain. `acts` are the entries at the end, if there are any. */
export interface ChainEnd extends Origin {
  readonly acts: readonly Act[];
  /** The actors behind this end; unnamed actors as themselves, not as their outlets. */
  readonly makers: readonly string[];
  /** Whether it rests on people who aren't named: none of its makers is, or it says that it does. */
  readonly isUnnamed: boolean;
}

/** Whether citations lead to ends, all of which are unnamed. */
export const restsOnUnnamed = (ends: readonly ChainEnd[]): boolean =>
  ends.length > 0 && ends.every(({ isUnnamed }) => isUnnamed);

export interface Origins {
  /** The ends of the citation chains of all effective supporting entries. */
  readonly all: readonly ChainEnd[];
  /** The ends of one entry's citation chains, through all entries, effective or not. */
  readonly endsOf: (act: Act) => readonly ChainEnd[];
  /** The same, through effective entries only. */
  readonly effectiveEndsOf: (act: Act) => readonly ChainEnd[];
  readonly independent: (a: ChainEnd, b: ChainEnd) => boolean;
}

const sorted = (words: Iterable<string>): string[] => [...new Set(words)].sort();
/** A basis of one's own. A repetition has none. */
const hasOwnBasis = ({ type, data }: Act): boolean =>
  type !== 'ClaimRepeated' && 'basis' in data && ['witnessed', 'recording', 'document'].includes(data.basis ?? '');
const isAct = (step: Act | ChainEnd): step is Act => 'ref' in step;
const sameEnd = (a: ChainEnd, b: ChainEnd): boolean =>
  JSON.stringify([a.nature, a.actors, a.entries]) === JSON.stringify([b.nature, b.actors, b.entries]);
const distinct = (ends: readonly ChainEnd[]): ChainEnd[] =>
  ends.filter((end, i) => ends.findIndex((e) => sameEnd(e, end)) === i);

export function originsIn(view: View, stands: EffectiveActs): Origins {
  const { input, happened, kind, outlet, follows } = view;
  const named = (actor: string): boolean => kind(actor) !== 'unnamed';
  /** An unnamed actor counts as its outlet. */
  const listed = (actors: readonly string[]): string[] => sorted(actors.map((actor) => outlet(actor) ?? actor));

  /** The makers of a source without an entry here: no basis is on record; unnamed if none of them is named. */
  const endOutside = (makers: readonly string[], entries: readonly string[]): ChainEnd => ({
    nature: makers.length > 0 && !makers.some(named) ? 'unnamed' : 'unrecorded',
    actors: listed(makers),
    entries,
    acts: [],
    makers,
    isUnnamed: makers.length > 0 && !makers.some(named),
  });

  /** All acts by an actor, or on its behalf, but one. */
  const actsOf = (actor: string, except: Act): Act[] =>
    happened.filter((act) => act !== except && stands.representedBy(act.makers, act).has(actor));

  /**
   * "Who cites a document as its own basis (`document`, `recording`, `witnessed`), and whose publisher has no entry on the
   * claim or is the citing side itself, ends there on that basis."
   */
  function isOwnRecord(document: string, citing: Act): boolean {
    if (!isSupport(citing) || !hasOwnBasis(citing)) return false;
    const publisher = input.publishers.get(document);
    return (
      publisher === undefined ||
      actsOf(publisher, citing).length === 0 ||
      stands.sideOfAll(citing.makers, citing).has(publisher)
    );
  }

  const effectiveEndsOf = endFinder('effective');
  const recordedEndsOf = endFinder('as recorded');

  /**
   * Returns a function that follows citations to their ends: through `effective` acts, each attributed to the makers
   * for whom it is effective; or through all acts `as recorded`, to find whose words they were.
   */
  function endFinder(through: 'effective' | 'as recorded'): (act: Act) => readonly ChainEnd[] {
    const makers = (act: Act): readonly string[] =>
      through === 'effective' && act.makers.length > 0 ? stands.effectiveMakersOf(act) : quotedIn(act);

    /** Chains pass through supporting entries and repetitions only, those of groups included. */
    const isPassable = (act: Act): boolean =>
      (saysSo(act) || act.type === 'ClaimRepeated') && (through === 'as recorded' || stands.isPassable(act));

    /**
     * "An end is named if it is a named actor's own entry on a basis of its own; unsourced if it gives none; otherwise
     * unnamed." No actor answers for an entry by groups: unless it gives none, no basis is on record.
     */
    function endAt(act: Act): ChainEnd {
      const isSourceless = 'basis' in act.data && act.data.basis === 'none-given';
      const isOwn = hasOwnBasis(act) && makers(act).some(named);
      return {
        nature: isSourceless ? 'unsourced' : act.makers.length === 0 ? 'unrecorded' : isOwn ? 'named' : 'unnamed',
        actors: listed(makers(act)),
        entries: [act.ref],
        acts: [act],
        makers: makers(act),
        isUnnamed:
          act.makers.length > 0 && (!makers(act).some(named) || ('basis' in act.data && !isSourceless && !isOwn)),
      };
    }

    /**
     * A cited actor resolves to its entries, and those on its behalf, that support or repeat and aren't later than the
     * citing one. If it only denied the claim or retracted its entries, it resolves to nothing. Chains through entries
     * that aren't effective have no end.
     */
    function sourcesBehindActor(actor: string, citing: Act): (Act | ChainEnd)[] {
      const its = actsOf(actor, citing);
      const supporting = its.filter((act) => (isSupport(act) || act.type === 'ClaimRepeated') && !follows(act, citing));
      if (supporting.length > 0) return supporting.filter(isPassable);
      const denied = its.some(
        (act) => isDenial(act) && stands.representedBy(stands.effectiveMakersOf(act), act).has(actor),
      );
      return denied && through === 'effective' ? [] : [endOutside([actor], [])];
    }

    function sourcesBehind(citation: Citation, citing: Act): (Act | ChainEnd)[] {
      if ('actor' in citation) return sourcesBehindActor(citation.actor, citing);
      if ('document' in citation) {
        if (isOwnRecord(citation.document, citing)) return [endAt(citing)];
        /** "A document stands for its publisher"; without one, for nobody whom we know. */
        const publisher = input.publishers.get(citation.document);
        return publisher === undefined ? [endOutside([], [])] : sourcesBehindActor(publisher, citing);
      }
      const entry = view.resolve(citing, citation.entry);
      /** "An entry of another claim counts as its actor without entries: an unnamed actor's is an unnamed end." */
      if (entry === 'elsewhere') return [endOutside(input.makersElsewhere.get(citation.entry) ?? [], [citation.entry])];
      if (entry && isPassable(entry)) return [entry];
      return entry && through === 'as recorded' ? [endAt(entry)] : [];
    }

    /** Returns the actors whom a citation cites. If one of them denies being cited, the citation is cut. */
    function citedActors(citation: Citation, citing: Act): ReadonlySet<string> {
      if ('actor' in citation) return new Set([citation.actor]);
      if ('document' in citation) return new Set([input.publishers.get(citation.document) ?? []].flat());
      const entry = view.resolve(citing, citation.entry);
      if (entry === 'elsewhere') return new Set(input.makersElsewhere.get(citation.entry) ?? []);
      return entry ? stands.sideOfAll(quotedIn(entry), entry) : new Set();
    }

    /** Returns what an entry cites, or the end that it is. A repetition never ends a chain. */
    const nextSteps = memoized<Act, readonly (Act | ChainEnd)[]>((act) => {
      const cites = act.data.cites ?? [];
      const uncut = cites.filter((citation) => !stands.isCut(act, citedActors(citation, act)));
      const sources = uncut.flatMap((citation) => sourcesBehind(citation, act));
      if (through === 'as recorded') return sources.length > 0 ? sources : [endAt(act)];
      return cites.length > 0 || act.type === 'ClaimRepeated' ? sources : [endAt(act)];
    }, []);
    const actsBehind = (act: Act): Act[] => nextSteps(act).filter(isAct);
    const endsAt = (act: Act): ChainEnd[] => nextSteps(act).filter((step): step is ChainEnd => !isAct(step));

    /** Returns all acts that an act's citations lead to; the act itself only if it is in a cycle. */
    const reachableActs = memoized<Act, ReadonlySet<Act>>((act) => {
      const reached = new Set(actsBehind(act));
      for (const next of reached) for (const further of actsBehind(next)) reached.add(further);
      return reached;
    }, new Set());

    /**
     * Entries that cite each other in a cycle have a circular origin, unless the cycle leads on to an end or to another
     * cycle.
     */
    function cycleAt(act: Act): ChainEnd[] {
      const acts = [...reachableActs(act)].filter((other) => reachableActs(other).has(act));
      const beyond = [...reachableActs(act)].filter((other) => !acts.includes(other));
      const leadsOn =
        beyond.some((other) => reachableActs(other).has(other)) ||
        [...reachableActs(act)].some((a) => endsAt(a).length > 0);
      if (acts.length === 0 || leadsOn) return [];
      const all = acts.flatMap((other) => makers(other));
      return [
        {
          nature: 'circular',
          actors: listed(all),
          entries: sorted(acts.map((a) => a.ref)),
          acts,
          makers: all,
          isUnnamed: false,
        },
      ];
    }

    return (act) => distinct([act, ...reachableActs(act)].flatMap((other) => [...endsAt(other), ...cycleAt(other)]));
  }

  /**
   * Two origins are independent unless they share an actor, or an actor of one had a mandate for an actor of the other,
   * or both had mandates for the same principal.
   */
  function independent(a: ChainEnd, b: ChainEnd): boolean {
    const [actOfA, actOfB] = [a.acts[0], b.acts[0]];
    if (!actOfA || !actOfB) return false;
    return a.actors.every((one) =>
      b.actors.every((other) => {
        const [principalsOfOne, principalsOfOther] = [view.principals(one, actOfA), view.principals(other, actOfB)];
        return (
          one !== other &&
          !principalsOfOne.includes(other) &&
          !principalsOfOther.includes(one) &&
          !principalsOfOne.some((third) => principalsOfOther.includes(third))
        );
      }),
    );
  }

  return {
    all: distinct(
      happened.filter((act) => isSupport(act) && stands.isEffective(act)).flatMap((act) => effectiveEndsOf(act)),
    ),
    endsOf: recordedEndsOf,
    effectiveEndsOf,
    independent,
  };
}
