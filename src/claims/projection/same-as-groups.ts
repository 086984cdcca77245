import type { ClaimFold } from './claim-fold.js';

/** Claims as of some event, and the links between them. */
export interface Claims {
  fold(id: string): ClaimFold | undefined;
  /** The claims in whose streams this one was ever linked or unlinked by `same-as`, in any order. */
  linkedAsSame(id: string): readonly string[];
  /** The caller no longer holds any of the folds. They may be evicted. */
  release?(): void;
}

/**
 * The same-as group of a claim, sorted by id; empty if there is no such claim. For a pair, the last link or unlink that
 * isn't voided counts, in whichever of the two streams it is. A link between claims of different kinds has no effect.
 */
export function sameAsGroupOf(claims: Claims, id: string): ClaimFold[] {
  const first = claims.fold(id);
  const group = new Set(first && [first]);
  for (const member of group) {
    for (const other of new Set([...member.everLinkedAsSame(), ...claims.linkedAsSame(member.id)])) {
      const fold = claims.fold(other);
      if (fold && !group.has(fold) && areSame(member, fold)) group.add(fold);
    }
  }
  return [...group].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function areSame(one: ClaimFold, other: ClaimFold): boolean {
  if (one.id === other.id || one.attributes.kind !== other.attributes.kind) return false;
  const [own, reverse] = [one.lastSameAsLink(other.id), other.lastSameAsLink(one.id)];
  const last = own && reverse ? (own.position > reverse.position ? own : reverse) : (own ?? reverse);
  return last?.linked === true;
}
