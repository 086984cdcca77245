import type { ActorKind } from '../../../../src/domain/vocabulary.js';
import type { ActType, JudgedEntry } from '../../../../src/domain/entries.js';
import { mandateSpan, overlap, spanOf, type Span } from './dates.js';
import type { ReferenceInput } from './input.js';
import { isVoided, replacementOf } from './acts.js';
import { withJoinedActorsAsOne } from './joined.js';

/** An act that isn't voided, with its full reference, `claim/entry`. */
export type Act = Extract<JudgedEntry, { readonly type: ActType }> & {
  readonly ref: string;
  /** Those in `by` who can speak: a group never speaks as such. Empty if the act is by groups only. */
  readonly makers: readonly string[];
};
export type ActOf<T extends ActType> = Extract<Act, { readonly type: T }>;

export const isA = <T extends ActType>(act: Act, ...types: readonly T[]): act is ActOf<T> =>
  types.some((type) => act.type === type);

/** The acts of a policy input in time, and the mandates of the actors. Nothing is evaluated here. */
export interface View {
  readonly input: ReferenceInput;
  /** The acts that have occurred at the moment asked about. */
  readonly happened: readonly Act[];
  /** The other acts that may have occurred by then. */
  readonly possibly: readonly Act[];
  /** The act to which a reference in `from` resolves; `elsewhere` for an entry of another claim. */
  readonly resolve: (from: Act, ref: string) => Act | 'elsewhere' | undefined;
  /** The act that an act targets, if it is one of this input. */
  readonly target: (act: Act) => Act | undefined;
  readonly follows: (b: Act, a: Act) => boolean;
  readonly speaksFor: (speaker: string, principal: string, at: Act) => boolean;
  /** The principals of an actor at the time of an act. */
  readonly principals: (speaker: string, at: Act) => readonly string[];
  readonly kind: (actor: string) => ActorKind | undefined;
  readonly outlet: (actor: string) => string | undefined;
}

/** Returns the reference of the entry that an act targets: the one in `of`, or the one that it interprets. */
function aboutRef(act: Act): string | undefined {
  if ('of' in act.data) return act.data.of;
  if (act.type === 'ClaimInterpreted' && 'entry' in act.data.interprets) return act.data.interprets.entry;
  return undefined;
}

export function viewOf(recorded: ReferenceInput): View {
  const input = withJoinedActorsAsOne(recorded);
  const kind = (actor: string) => input.actors.get(actor)?.kind;
  const all = input.entries.map((entry) => ({ ...entry, ref: `${entry.claim}/${entry.data.id}` }));
  const acts = all.flatMap((entry): Act[] => {
    if (entry.type === 'EntryVoided' || isVoided(entry.ref, all)) return [];
    return [{ ...entry, makers: entry.data.by.filter((actor) => kind(actor) !== 'group') }];
  });
  const members = new Set(input.claims.map((claim) => claim.id));

  /** Follows any number of replacements. */
  function resolve(from: Act, ref: string): Act | 'elsewhere' | undefined {
    let full: string | undefined = ref.includes('/') ? ref : `${from.claim}/${ref}`;
    if (!members.has(full.split('/')[0] ?? '')) return 'elsewhere';
    const seen = new Set<string>();
    while (full !== undefined && isVoided(full, all) && !seen.has(full)) {
      seen.add(full);
      full = replacementOf(full, all);
    }
    return acts.find((act) => act.ref === full);
  }
  const resolved = (from: Act, refs: readonly string[]): Act[] =>
    refs.map((ref) => resolve(from, ref)).filter((to) => to !== undefined && to !== 'elsewhere');

  const target = (act: Act): Act | undefined => resolved(act, [aboutRef(act) ?? []].flat())[0];

  /** No entry ends later than its recorded time, and no replacement later than that of the entry that it replaced. */
  function latestMoment(ref: string, seen: readonly string[] = []): number {
    const replaced = all.filter(
      (entry) => !seen.includes(entry.ref) && isVoided(entry.ref, all) && replacementOf(entry.ref, all) === ref,
    );
    const own = all.filter((entry) => entry.ref === ref).map((entry) => Date.parse(entry.recordedAt));
    return Math.min(...own, ...replaced.map((entry) => latestMoment(entry.ref, [...seen, ref])));
  }

  const dates = new Map(acts.map((act): [Act, Span | undefined] => [act, spanOf(act.data.occurredAt)]));

  const isStrictlyLater = (b: Act, a: Act): boolean =>
    (dates.get(b)?.from ?? -Infinity) > (dates.get(a)?.to ?? Infinity);

  const namedAfter = (act: Act): Act[] => resolved(act, act.data.after ?? []);
  /** Returns all acts that steps from an act lead to; the act itself only if it is in a cycle. */
  function leadsTo(start: Act, step: (act: Act) => readonly Act[]): Set<Act> {
    const reached = new Set(step(start));
    for (const act of reached) for (const next of step(act)) reached.add(next);
    return reached;
  }
  /** Replacements can turn a chain of `after` into a cycle, which gives no order. */
  const knownBefore = (act: Act): Act[] => namedAfter(act).filter((before) => !leadsTo(before, namedAfter).has(act));

  /**
   * An entry has occurred if its latest moment is not after the moment asked about. What such an entry cites, targets
   * or is known to follow has occurred too, unless the dates contradict it.
   */
  const at = Date.parse(input.at);
  const counted = new Set(acts.filter((act) => Math.min(dates.get(act)?.to ?? Infinity, latestMoment(act.ref)) <= at));
  for (const act of counted) {
    const cited = (act.data.cites ?? []).flatMap((citation) => ('entry' in citation ? [citation.entry] : []));
    const targets = resolved(act, [...cited, aboutRef(act) ?? []].flat());
    for (const other of [...targets, ...knownBefore(act).filter((before) => !isStrictlyLater(before, act))])
      counted.add(other);
  }

  /** B follows A if its dates are strictly later, or a chain of `after` says so and the dates don't contradict it. */
  const happenedBefore = (act: Act): Act[] => knownBefore(act).filter((before) => counted.has(before));
  const follows = (b: Act, a: Act): boolean =>
    isStrictlyLater(b, a) || (!isStrictlyLater(a, b) && leadsTo(b, happenedBefore).has(a));

  /** Not counted, but may have begun by the moment asked about. */
  const possibly = acts.filter((act) => !counted.has(act) && (dates.get(act)?.from ?? -Infinity) <= at);

  /** An overlap with the act's date is enough. Unnamed actors have no mandates and give none. */
  const mandatesAt = (act: Act) =>
    [...input.mandates.values()]
      .flat()
      .filter(
        (mandate) =>
          kind(mandate.speaker) !== 'unnamed' &&
          kind(mandate.principal) !== 'unnamed' &&
          overlap(dates.get(act), mandateSpan(mandate)),
      );
  const principals = (speaker: string, act: Act): string[] =>
    mandatesAt(act).flatMap((mandate) => (mandate.speaker === speaker ? [mandate.principal] : []));

  return {
    input,
    happened: acts.filter((act) => counted.has(act)),
    possibly,
    resolve,
    target,
    follows,
    speaksFor: (speaker, principal, act) => principals(speaker, act).includes(principal),
    principals,
    kind,
    outlet: (actor) => (kind(actor) === 'unnamed' ? input.actors.get(actor)?.outlet : undefined),
  };
}
