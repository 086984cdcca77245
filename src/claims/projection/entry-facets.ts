import { type Act, type EntryVoided, refOf } from '../../domain/entries.js';
import { urlKey } from '../../lib/url-key.js';
import type { ClaimEvent } from '../claim.events.js';
import { entryReferencesIn, referencesIn } from '../claim.references.js';

export type EntryFacet = 'claim' | 'type' | 'actor' | 'document' | 'refersTo' | 'reviewUrl';

/** The values by which lists of entries filter, each once. */
export function entryFacets(claim: string, entry: ClaimEvent): readonly (readonly [EntryFacet, string])[] {
  const { by = [], onBehalfOf = [], voids } = entry.data as Partial<Act & EntryVoided>;
  const refs = [...entryReferencesIn(entry).map(({ ref }) => ref), ...(voids === undefined ? [] : [voids])];
  const documents = referencesIn(entry).filter(({ noun }) => noun === 'document');
  return [
    ['claim', claim],
    ['type', entry.type],
    ...[...new Set([...by, ...onBehalfOf])].map((actor) => ['actor', actor] as const),
    ...[...new Set(documents.map(({ id }) => id))].map((document) => ['document', document] as const),
    ...[...new Set(refs.map((ref) => refOf(claim, ref)))].map((ref) => ['refersTo', ref] as const),
    ...(entry.type === 'VerdictIssued' && entry.data.reviewUrl !== undefined
      ? [['reviewUrl', urlKey(entry.data.reviewUrl)] as const]
      : []),
  ];
}
