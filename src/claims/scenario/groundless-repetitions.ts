import { type Citation, isExcludedCitation, type JudgedEntry, refOf } from '../../domain/entries.js';
import { parseOccurredAt } from '../../domain/fuzzy-time.js';
import { appendTo } from '../../lib/collections.js';
import type { PolicyInput, Verification } from '../../verification/policy.js';

type WithoutEffect = Verification['withoutEffect'];
type SayingType = (typeof SAYING)[number];
type SayingEntry = Extract<JudgedEntry, { readonly type: SayingType }>;

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
  const lost = new Set(withoutEffect.flatMap(({ entry, reason }) => (reason === 'excluded' ? entry : [])));
  const saying = entries.filter(isSaying);
  const byActor = new Map<string, string[]>();
  for (const entry of saying) {
    for (const actor of entry.data.by) appendTo(byActor, actor, refIn(entry));
  }
  const isLost = (citation: Citation, claim: string): boolean => {
    if (isExcludedCitation(citation)) return true;
    if ('entry' in citation) return lost.has(refOf(claim, citation.entry));
    if ('document' in citation) return false;
    const own = byActor.get(citation.actor) ?? [];
    return own.length > 0 && own.every((ref) => lost.has(ref));
  };
  const found = new Set<string>();
  const citing = saying.filter(({ data }) => (data.cites?.length ?? 0) > 0);
  for (let size = -1; size < lost.size;) {
    size = lost.size;
    for (const entry of citing) {
      const { claim, type, data } = entry;
      const ref = refIn(entry);
      const reason = reasons.get(ref);
      const isRepetition = type === 'ClaimRepeated' && reason === undefined;
      if (lost.has(ref) || !(isRepetition || reason === 'leads-nowhere')) continue;
      if (data.cites?.every((citation) => isLost(citation, claim)) !== true) continue;
      lost.add(ref);
      const isLater = parseOccurredAt(data.occurredAt).earliest > Date.parse(at);
      if (isRepetition && !isLater && !possibly.includes(ref)) found.add(ref);
    }
  }
  return [...found].map((entry) => ({ entry, reason: 'leads-nowhere' }));
}

const isSaying = (entry: JudgedEntry): entry is SayingEntry => (SAYING as readonly string[]).includes(entry.type);

const refIn = ({ claim, data }: SayingEntry): string => refOf(claim, data.id);
