import type { ActorFacts, Case } from '../../verification/case.js';
import type { JudgedEntry } from '../../verification/entries.js';
import type { ClaimFold } from './claim-fold.js';
import type { Known, Registry } from './claim-registry.js';

/**
 * The case of a same-as group. Of the mandates it takes those whose speaker the case names, or names by way of a
 * document or an outlet: one by which somebody else speaks weighs nothing, since nothing that they said is here.
 */
export function caseOf(group: readonly ClaimFold[], registry: Registry, known: Known, at: string): Case {
  const publishers = new Map<string, string>();
  const named = new Set<string>();
  for (const { actors, documents } of group) {
    for (const actor of actors) named.add(actor);
    for (const document of documents) {
      const publisher = registry.publisher(document, known);
      if (publisher === undefined) continue;
      publishers.set(document, publisher);
      named.add(publisher);
    }
  }
  const actors = new Map<string, ActorFacts>();
  const meet = (id: string) => {
    const facts = registry.actor(id, known);
    if (facts) actors.set(id, facts);
    if (facts?.outlet !== undefined) named.add(facts.outlet);
  };
  for (const id of named) meet(id);
  const mandates = [...named].sort().flatMap((speaker) => registry.mandatesOf(speaker, known));
  for (const { principal } of mandates) if (!actors.has(principal)) meet(principal);
  return { claims: group.map(({ facts }) => facts), entries: entriesOf(group), mandates, actors, publishers, at };
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
