import type { ActorKind } from '../../../../src/domain/vocabulary.js';
import type { ActType, JudgedEntry } from '../../../../src/domain/entries.js';
import { mandateSpan, overlap, spanOf, type Span } from './dates.js';
import type { LaidCase } from './input.js';
import { isVoided, replacementOf } from './acts.js';

/** An act in the world that isn't voided, with its name from anywhere. */
export type Act = Extract<JudgedEntry, { readonly type: ActType }> & { readonly ref: string };
export type ActOf<T extends ActType> = Extract<Act, { readonly type: T }>;

export const isA = <T extends ActType>(act: Act, ...types: readonly T[]): act is ActOf<T> =>
  types.some((type) => act.type === type);

/** The acts of a case as they lie in time, and who speaks for whom. Nothing is weighed here. */
export interface View {
  readonly case: LaidCase;
  /** The acts that have happened at the moment asked about. */
  readonly happened: readonly Act[];
  /** The rest that may have happened. */
  readonly possibly: readonly Act[];
  /** The act that a reference from another leads to; `elsewhere` if it names an entry of another claim. */
  readonly resolve: (from: Act, ref: string) => Act | 'elsewhere' | undefined;
  /** What an act is about, if that is an act here. */
  readonly target: (act: Act) => Act | undefined;
  readonly follows: (b: Act, a: Act) => boolean;
  readonly speaksFor: (speaker: string, principal: string, at: Act) => boolean;
  /** Whom an actor speaks for at the time of an act, and who speaks for an actor. */
  readonly principals: (speaker: string, at: Act) => readonly string[];
  readonly kind: (actor: string) => ActorKind | undefined;
  readonly outlet: (actor: string) => string | undefined;
}

/** Names what an act is about: the entry in `of`, or the one that it interprets. */
function aboutRef(act: Act): string | undefined {
  if ('of' in act.data) return act.data.of;
  if (act.type === 'ClaimInterpreted' && 'entry' in act.data.interprets) return act.data.interprets.entry;
  return undefined;
}

export function viewOf(c: LaidCase): View {
  const all = c.entries.map((entry) => ({ ...entry, ref: `${entry.claim}/${entry.data.id}` }));
  const acts = all.filter((entry): entry is Act => entry.type !== 'EntryVoided' && !isVoided(entry.ref, all));
  const members = new Set(c.claims.map((claim) => claim.id));

  /** "citations and targets then follow it", through any number of replacements. */
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

  /** "nothing ends later than its `recordedAt` (a replacement: than that of what it replaced)" */
  function cap(ref: string, seen: readonly string[] = []): number {
    const replaced = all.filter(
      (entry) => !seen.includes(entry.ref) && isVoided(entry.ref, all) && replacementOf(entry.ref, all) === ref,
    );
    const own = all.filter((entry) => entry.ref === ref).map((entry) => Date.parse(entry.recordedAt));
    return Math.min(...own, ...replaced.map((entry) => cap(entry.ref, [...seen, ref])));
  }

  const dates = new Map(acts.map((act): [Act, Span | undefined] => [act, spanOf(act.data.occurredAt)]));

  const apart = (b: Act, a: Act): boolean => (dates.get(b)?.from ?? -Infinity) > (dates.get(a)?.to ?? Infinity);

  const namedAfter = (act: Act): Act[] => resolved(act, act.data.after ?? []);
  /** What a chain of steps leads to, the start itself only if it comes back to it. */
  function leadsTo(start: Act, step: (act: Act) => readonly Act[]): Set<Act> {
    const reached = new Set(step(start));
    for (const act of reached) for (const next of step(act)) reached.add(next);
    return reached;
  }
  /** Replacements can bend a chain of `after` into a ring, which says nothing of what comes first. */
  const knownBefore = (act: Act): Act[] => namedAfter(act).filter((before) => !leadsTo(before, namedAfter).has(act));

  /**
   * "entries whose latest moment is ≤ V" – "what a counted entry cites or is about has happened too", and so has
   * what it is known to follow, unless the dates say the contrary.
   */
  const at = Date.parse(c.at);
  const counted = new Set(acts.filter((act) => Math.min(dates.get(act)?.to ?? Infinity, cap(act.ref)) <= at));
  for (const act of counted) {
    const cited = (act.data.cites ?? []).flatMap((citation) => ('entry' in citation ? [citation.entry] : []));
    const meant = resolved(act, [...cited, aboutRef(act) ?? []].flat());
    for (const other of [...meant, ...knownBefore(act).filter((before) => !apart(before, act))]) counted.add(other);
  }

  /** "B *follows* A if their dates are apart, or a chain of `after` says so and the dates don't say the contrary" */
  const happenedBefore = (act: Act): Act[] => knownBefore(act).filter((before) => counted.has(before));
  const follows = (b: Act, a: Act): boolean => apart(b, a) || (!apart(a, b) && leadsTo(b, happenedBefore).has(a));

  /** "the rest that may have happened by V" */
  const possibly = acts.filter((act) => !counted.has(act) && (dates.get(act)?.from ?? -Infinity) <= at);

  const kind = (actor: string) => c.actors.get(actor)?.kind;
  /** "never for an unnamed actor" – "an overlap counts" */
  const mandatesAt = (act: Act) =>
    [...c.mandates.values()]
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
    case: c,
    happened: acts.filter((act) => counted.has(act)),
    possibly,
    resolve,
    target,
    follows,
    speaksFor: (speaker, principal, act) => principals(speaker, act).includes(principal),
    principals,
    kind,
    outlet: (actor) => (kind(actor) === 'unnamed' ? c.actors.get(actor)?.outlet : undefined),
  };
}
