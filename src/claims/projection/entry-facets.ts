import type { Act } from '../../domain/entries.js';
import type { ClaimEvent } from '../claim.events.js';
import { referencesIn } from '../claim.references.js';

export type EntryFacet = 'claim' | 'type' | 'actor' | 'document';

/** The values by which lists of entries filter, each once. */
export function entryFacets(claim: string, entry: ClaimEvent): readonly (readonly [EntryFacet, string])[] {
  const { by = [], onBehalfOf = [] } = entry.data as Partial<Act>;
  const documents = referencesIn(entry).filter(({ noun }) => noun === 'document');
  return [
    ['claim', claim],
    ['type', entry.type],
    ...[...new Set([...by, ...onBehalfOf])].map((actor) => ['actor', actor] as const),
    ...[...new Set(documents.map(({ id }) => id))].map((document) => ['document', document] as const),
  ];
}
