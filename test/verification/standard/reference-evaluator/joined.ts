import type { Citation, JudgedEntry } from '../../../../src/domain/entries.js';
import { bySpeaker, type ReferenceInput } from './input.js';

/**
 * "Joined actors are one for sides, standing, independence and origins": everywhere, each id stands for the first of the
 * ids that it is joined with. A joint act by two ids of one actor has one maker.
 */
export function withJoinedActorsAsOne(input: ReferenceInput): ReferenceInput {
  const one = (id: string): string => input.actors.get(id)?.joined?.[0] ?? id;
  const distinct = (ids: readonly string[]): string[] => [...new Set(ids.map(one))];
  const cited = (citation: Citation): Citation =>
    'actor' in citation ? { ...citation, actor: one(citation.actor) } : citation;

  const entries = input.entries.map((entry): JudgedEntry => {
    if (entry.type === 'EntryVoided') return entry;
    const { by, onBehalfOf, cites } = entry.data;
    const data = {
      ...entry.data,
      by: distinct(by),
      ...(onBehalfOf ? { onBehalfOf: distinct(onBehalfOf) } : {}),
      ...(cites ? { cites: cites.map(cited) } : {}),
    };
    return { ...entry, data } as JudgedEntry;
  });

  const mandates = [...input.mandates.values()].flat();
  return {
    ...input,
    entries,
    claims: input.claims.map(({ about, holder, ...claim }) => ({
      ...claim,
      about: distinct(about),
      ...(holder === undefined ? {} : { holder: one(holder) }),
    })),
    mandates: bySpeaker(
      mandates.map((mandate) => ({ ...mandate, speaker: one(mandate.speaker), principal: one(mandate.principal) })),
    ),
    actors: {
      get: (id) => {
        const facts = input.actors.get(id);
        return facts?.outlet === undefined ? facts : { ...facts, outlet: one(facts.outlet) };
      },
    },
    publishers: {
      get: (document) => {
        const publisher = input.publishers.get(document);
        return publisher === undefined ? undefined : one(publisher);
      },
    },
    makersElsewhere: {
      get: (ref) => {
        const makers = input.makersElsewhere.get(ref);
        return makers && distinct(makers);
      },
    },
  };
}
