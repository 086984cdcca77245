import type { Case } from '../../verification/case.js';
import type { JudgedEntry } from '../../verification/entries.js';
import type { ClaimFold } from './claim-fold.js';
import type { Known, Registry } from './claim-registry.js';

/** What a case asks of actors and documents. */
export type CaseRegistry = Pick<Registry, 'actor' | 'mandatesOf' | 'publisher'>;

/** The case of a same-as group, as far as it is known. */
export function caseOf(group: readonly ClaimFold[], registry: CaseRegistry, known: Known, at: string): Case {
  return {
    claims: group.map(({ facts }) => facts),
    entries: entriesOf(group),
    mandates: { get: (speaker) => registry.mandatesOf(speaker, known) },
    actors: { get: (id) => registry.actor(id, known) },
    publishers: { get: (document) => registry.publisher(document, known) },
    at,
  };
}

/** In log order. */
function entriesOf(group: readonly ClaimFold[]): readonly JudgedEntry[] {
  const [first] = group;
  if (group.length === 1 && first) return first.judged;
  return group
    .flatMap(({ judged, positions }) => judged.map((entry, index) => ({ entry, position: positions[index] ?? 0 })))
    .sort((a, b) => a.position - b.position)
    .map(({ entry }) => entry);
}
