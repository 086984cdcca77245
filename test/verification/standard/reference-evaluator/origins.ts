import type { Origin } from '../../../../src/verification/policy.js';
import type { Citation } from '../../../../src/domain/entries.js';
import { memoized } from './memo.js';
import { isDenial, isSupport, type Stands } from './effective.js';
import type { Act, View } from './view.js';

/** Where a chain of citations ends: `acts` are the entries at the end, if there are any. */
export interface End extends Origin {
  readonly acts: readonly Act[];
  /** The actors whose side this is, unnamed ones by themselves and not as their outlets. */
  readonly makers: readonly string[];
}

export interface Origins {
  /** "Follow their citations to where they end; the ends are the origins." */
  readonly all: readonly End[];
  /** Where one entry's citations end, whether anything stands or not. */
  readonly endsOf: (act: Act) => readonly End[];
  readonly independent: (a: End, b: End) => boolean;
}

const sorted = (words: Iterable<string>): string[] => [...new Set(words)].sort();
const isAct = (step: Act | End): step is Act => 'ref' in step;
const sameEnd = (a: End, b: End): boolean =>
  JSON.stringify([a.nature, a.actors, a.entries]) === JSON.stringify([b.nature, b.actors, b.entries]);
const distinct = (ends: readonly End[]): End[] => ends.filter((end, i) => ends.findIndex((e) => sameEnd(e, end)) === i);

export function originsIn(view: View, stands: Stands): Origins {
  const { happened, kind, outlet, follows } = view;
  const named = (actor: string): boolean => kind(actor) !== 'unnamed';
  /** "otherwise *unnamed*, which counts as its outlet" */
  const listed = (actors: readonly string[]): string[] => sorted(actors.map((actor) => outlet(actor) ?? actor));

  const upheld = walk('upheld');
  const asPut = walk('as put');

  /**
   * Follows citations to their ends: through what is upheld, each entry in the name of those who keep to it; or
   * through everything as it was once put, to see whose words it was.
   */
  function walk(how: 'upheld' | 'as put'): (act: Act) => readonly End[] {
    const makers = (act: Act): readonly string[] => (how === 'upheld' ? stands.keepers(act) : act.data.by);

    /** "Repeated entries are passed through" – "A chain through an entry … of another type, supports nothing" */
    const passable = (act: Act): boolean =>
      (isSupport(act) || act.type === 'ClaimRepeated') && (how === 'as put' || stands.stands(act));

    /**
     * "An end is *named* if it is a named actor's own entry on a basis of its own …; *baseless* if it gives none" –
     * "`group` … never speaks as such": what is put in its mouth has no basis that somebody could answer for.
     */
    function endAt(act: Act): End {
      const basis = 'basis' in act.data ? act.data.basis : undefined;
      const own = basis === 'witnessed' || basis === 'recording' || basis === 'document';
      const speaking = makers(act).filter((maker) => kind(maker) !== 'group');
      const baseless = basis === 'none-given' || speaking.length === 0;
      return {
        nature: own && speaking.some(named) ? 'named' : baseless ? 'baseless' : 'unnamed',
        actors: listed(makers(act)),
        entries: [act.ref],
        acts: [act],
        makers: makers(act),
      };
    }

    /** "or is a named actor without an entry here; otherwise *unnamed*" */
    const endAtActor = (actor: string): End => ({
      nature: named(actor) ? 'baseless' : 'unnamed',
      actors: listed([actor]),
      entries: [],
      acts: [],
      makers: [actor],
    });

    /**
     * "A citation of an actor stands for its entries, or those on its behalf, that support or repeat and don't follow
     * the citing one; if it only denied or took back, for nothing." – "A chain through an entry that doesn't stand …
     * supports nothing"
     */
    function behindActor(actor: string, citing: Act): (Act | End)[] {
      const its = happened.filter((act) => act !== citing && stands.voicesOf(act.data.by, act).has(actor));
      const put = its.filter((act) => (isSupport(act) || act.type === 'ClaimRepeated') && !follows(act, citing));
      if (put.length > 0) return put.filter(passable);
      const denied = its.some((act) => isDenial(act) && stands.voicesOf(stands.keepers(act), act).has(actor));
      return denied && how === 'upheld' ? [] : [endAtActor(actor)];
    }

    function behind(citation: Citation, citing: Act): (Act | End)[] {
      if ('actor' in citation) return behindActor(citation.actor, citing);
      /** "A document stands for its publisher." */
      if ('document' in citation)
        return [view.case.publishers.get(citation.document) ?? []]
          .flat()
          .flatMap((actor) => behindActor(actor, citing));
      const entry = view.resolve(citing, citation.entry);
      /** "an entry of another claim counts as an actor without entries" */
      if (entry === 'elsewhere')
        return [{ nature: 'baseless', actors: [], entries: [citation.entry], acts: [], makers: [] }];
      if (entry && passable(entry)) return [entry];
      return entry && how === 'as put' ? [endAt(entry)] : [];
    }

    /** Those whose word a citation takes: who of them denies being cited cuts it. */
    function cited(citation: Citation, citing: Act): Set<string> {
      if ('actor' in citation) return new Set([citation.actor]);
      if ('document' in citation) return new Set([view.case.publishers.get(citation.document) ?? []].flat());
      const entry = view.resolve(citing, citation.entry);
      return new Set(entry && entry !== 'elsewhere' ? entry.data.by : []);
    }

    /** One step: what an entry cites, or the end that it is. "Repeated entries … never end a chain" */
    const steps = memoized<Act, readonly (Act | End)[]>((act) => {
      const cites = act.data.cites ?? [];
      const uncut = cites.filter((citation) => !stands.isCut(act, cited(citation, act)));
      const led = uncut.flatMap((citation) => behind(citation, act));
      if (how === 'as put') return led.length > 0 ? led : [endAt(act)];
      return cites.length > 0 || act.type === 'ClaimRepeated' ? led : [endAt(act)];
    }, []);
    const actsBehind = (act: Act): Act[] => steps(act).filter(isAct);
    const endsAt = (act: Act): End[] => steps(act).filter((step): step is End => !isAct(step));

    /** All acts that an act's citations lead to; itself only if it is in a ring. */
    const reach = memoized<Act, ReadonlySet<Act>>((act) => {
      const reached = new Set(actsBehind(act));
      for (const next of reached) for (const further of actsBehind(next)) reached.add(further);
      return reached;
    }, new Set());

    /**
     * "Entries that cite each other in a ring have no origin: report it as circular." One that leads on to an end, or
     * to another ring, isn't where the chain ends.
     */
    function ringAt(act: Act): End[] {
      const acts = [...reach(act)].filter((other) => reach(other).has(act));
      const beyond = [...reach(act)].filter((other) => !acts.includes(other));
      const leadsOn =
        beyond.some((other) => reach(other).has(other)) || [...reach(act)].some((a) => endsAt(a).length > 0);
      if (acts.length === 0 || leadsOn) return [];
      const all = acts.flatMap((other) => makers(other));
      return [{ nature: 'circular', actors: listed(all), entries: sorted(acts.map((a) => a.ref)), acts, makers: all }];
    }

    return (act) => distinct([act, ...reach(act)].flatMap((other) => [...endsAt(other), ...ringAt(other)]));
  }

  /**
   * "Two origins are independent unless they share an actor, or one actor then spoke for one of the other, or both
   * for a third."
   */
  function independent(a: End, b: End): boolean {
    const [actOfA, actOfB] = [a.acts[0], b.acts[0]];
    if (!actOfA || !actOfB) return false;
    return a.actors.every((one) =>
      b.actors.every((other) => {
        const [thoseOfOne, thoseOfOther] = [view.principals(one, actOfA), view.principals(other, actOfB)];
        return (
          one !== other &&
          !thoseOfOne.includes(other) &&
          !thoseOfOther.includes(one) &&
          !thoseOfOne.some((third) => thoseOfOther.includes(third))
        );
      }),
    );
  }

  return {
    all: distinct(happened.filter((act) => isSupport(act) && stands.stands(act)).flatMap((act) => upheld(act))),
    endsOf: asPut,
    independent,
  };
}
