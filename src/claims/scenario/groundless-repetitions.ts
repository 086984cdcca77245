import { type Citation, isExcludedCitation, type JudgedEntry, refOf } from '../../domain/entries.js';
import { parseOccurredAt } from '../../domain/fuzzy-time.js';
import { appendTo } from '../../lib/collections.js';
import type { PolicyInput, Verification } from '../../verification/policy.js';

type WithoutEffect = Verification['withoutEffect'];
type SayingType = (typeof SAYING)[number];
type SayingEntry = Extract<JudgedEntry, { readonly type: SayingType }>;

/**
 * Lost once all its sources are lost. Entries are named by their references, which have a slash, actors by their ids, and
 * documents with a colon.
 */
interface Dependent {
  readonly name: string;
  readonly sources: readonly string[];
}

/** Acts that a citation of an actor stands for. */
const SAYING = ['ClaimAsserted', 'ClaimReported', 'ClaimConfirmed', 'ClaimRepeated'] as const;

/**
 * The repetitions that cite only what a scenario leaves out, directly or through others. They support nothing in any
 * case, so the policy says nothing of them; but under the scenario they rest on nothing.
 *
 * @param verification with `excluded` as the reason of what is left out
 */
export function groundlessRepetitions(
  { entries, at }: Pick<PolicyInput, 'entries' | 'at'>,
  { withoutEffect, possibly }: Pick<Verification, 'withoutEffect' | 'possibly'>,
): WithoutEffect {
  const reasons = new Map(withoutEffect.map(({ entry, reason }) => [entry, reason]));
  const saying = entries.filter(isSaying);
  const citing = saying.filter((entry) => {
    const reason = reasons.get(refIn(entry));
    const canFall = reason === undefined ? entry.type === 'ClaimRepeated' : reason === 'leads-nowhere';
    return canFall && (entry.data.cites?.length ?? 0) > 0;
  });
  const dependents = citing.map((entry): Dependent => ({ name: refIn(entry), sources: sourcesOf(entry) }));
  const lost = new Set(withoutEffect.flatMap(({ entry, reason }) => (reason === 'excluded' ? entry : [])));
  for (const { name, sources } of dependents) if (sources.length === 0) lost.add(name);
  if (lost.size === 0 || dependents.length === 0) return [];

  addDependents(lost, [...dependents, ...speakers(saying)]);

  const now = Date.parse(at);
  const unsure = new Set(possibly);
  return citing.flatMap((entry) => {
    const ref = refIn(entry);
    if (reasons.has(ref) || !lost.has(ref) || unsure.has(ref)) return [];
    const isLater = parseOccurredAt(entry.data.occurredAt).earliest > now;
    return isLater ? [] : [{ entry: ref, reason: 'leads-nowhere' as const }];
  });
}

const isSaying = (entry: JudgedEntry): entry is SayingEntry => (SAYING as readonly string[]).includes(entry.type);

const refIn = ({ claim, data }: SayingEntry): string => refOf(claim, data.id);

/** What an entry cites, without what is excluded. */
const sourcesOf = ({ claim, data: { cites = [] } }: SayingEntry): readonly string[] =>
  cites.flatMap((citation) => (isExcludedCitation(citation) ? [] : sourceName(citation, claim)));

function sourceName(citation: Citation, claim: string): string {
  if ('entry' in citation) return refOf(claim, citation.entry);
  return 'actor' in citation ? citation.actor : `document:${citation.document}`;
}

/** Actors, whose sources are their own entries. */
function speakers(saying: readonly SayingEntry[]): Dependent[] {
  const byActor = new Map<string, string[]>();
  for (const entry of saying) for (const actor of entry.data.by) appendTo(byActor, actor, refIn(entry));
  return [...byActor].map(([name, sources]) => ({ name, sources }));
}

/** Adds what is lost with these, directly and through others. */
function addDependents(lost: Set<string>, dependents: readonly Dependent[]): void {
  const bySource = new Map<string, { readonly name: string; left: number }[]>();
  for (const { name, sources } of dependents) {
    const dependent = { name, left: sources.length };
    for (const source of sources) appendTo(bySource, source, dependent);
  }
  // The loop also reaches what it adds.
  for (const name of lost) {
    for (const dependent of bySource.get(name) ?? []) {
      dependent.left -= 1;
      if (dependent.left === 0) lost.add(dependent.name);
    }
  }
}
