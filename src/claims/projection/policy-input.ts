import type { PolicyInput } from '../../verification/policy.js';
import type { JudgedEntry } from '../../domain/entries.js';
import type { ClaimFold } from './claim-fold.js';
import type { AsOfFilter, ReferenceData } from './reference-data.js';

export type CaseRegistry = Pick<ReferenceData, 'actor' | 'mandatesOf' | 'publisher'>;

/** What a case asks of actors and documents. */
export type PolicyContext = Pick<PolicyInput, 'mandates' | 'actors' | 'publishers'>;

export const policyContextOf = (registry: CaseRegistry, known: AsOfFilter): PolicyContext => ({
  mandates: { get: (speaker) => registry.mandatesOf(speaker, known) },
  actors: { get: (id) => registry.actor(id, known) },
  publishers: { get: (document) => registry.publisher(document, known) },
});

/** The case of a same-as group. */
export function policyInputOf(group: readonly ClaimFold[], background: PolicyContext, at: string): PolicyInput {
  return { claims: group.map(({ facts }) => facts), entries: entriesOf(group), ...background, at };
}

/** In log order. */
function entriesOf(group: readonly ClaimFold[]): readonly JudgedEntry[] {
  const [first] = group;
  if (!first) return [];
  if (group.length === 1) {
    kept.delete(first);
    return first.judged;
  }
  const known = kept.get(first);
  if (known?.takeUp(group) === true) return known.entries;
  const merged = new Merged(group);
  for (const member of group) kept.delete(member);
  kept.set(first, merged);
  return merged.entries;
}

/** By the first of a group: its claims only grow, and the list of what they hold together grows with them. */
const kept = new WeakMap<ClaimFold, Merged>();

class Merged {
  readonly entries: JudgedEntry[] = [];
  private readonly taken: number[];
  private last = -1;

  constructor(private readonly group: readonly ClaimFold[]) {
    this.taken = group.map(() => 0);
    this.takeUp(group);
  }

  /** Reads on. False if it is another group, or if what came late to one of them belongs further up. */
  takeUp(group: readonly ClaimFold[]): boolean {
    if (group.length !== this.group.length || group.some((claim, at) => claim !== this.group[at])) return false;
    const more = group.flatMap(({ judged, positions }, at) => {
      const start = this.taken[at] ?? 0;
      return judged.slice(start).map((entry, index) => ({ entry, position: positions[start + index] ?? 0 }));
    });
    more.sort((a, b) => a.position - b.position);
    if ((more[0]?.position ?? Infinity) < this.last) return false;
    for (const { entry } of more) this.entries.push(entry);
    this.last = more.at(-1)?.position ?? this.last;
    group.forEach(({ judged }, at) => (this.taken[at] = judged.length));
    return true;
  }
}
