import type { ClaimFold } from './claim-fold.js';

/** Claims as of some event, and where to look for links between them. */
export interface Claims {
  fold(id: string): ClaimFold | undefined;
  /** Claims in whose streams this one was ever linked or unlinked as the same, in any order. */
  linkedAsSame(id: string): readonly string[];
}

/**
 * The same-as group of a claim, sorted by id; empty if there is no such claim. Of a pair, the last counting link or
 * unlink in either stream holds; one between claims of different kinds has no effect.
 */
export function sameAsGroupOf(claims: Claims, id: string): ClaimFold[] {
  const first = claims.fold(id);
  const group = new Set(first && [first]);
  for (const member of group) {
    for (const other of new Set([...member.others(), ...claims.linkedAsSame(member.id)])) {
      const fold = claims.fold(other);
      if (fold && !group.has(fold) && areSame(member, fold)) group.add(fold);
    }
  }
  return [...group].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function areSame(one: ClaimFold, other: ClaimFold): boolean {
  if (one.id === other.id || one.attributes.kind !== other.attributes.kind) return false;
  const [mine, theirs] = [one.lastSameAs(other.id), other.lastSameAs(one.id)];
  const last = mine && theirs ? (mine.position > theirs.position ? mine : theirs) : (mine ?? theirs);
  return last?.linked === true;
}
