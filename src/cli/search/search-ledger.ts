import type { ActorSummary } from '../../actors/actors.queries.js';
import type { ClaimSummary } from '../../claims/queries/views.js';
import type { DocumentView } from '../../documents/documents.queries.js';
import type { NarrativeSummary } from '../../narratives/narratives.queries.js';
import type { ApiClient } from '../ledger/api-client.js';
import { actorSummary, searchActors } from '../lookup/actors.js';
import { claimSummary, searchClaims } from '../lookup/claims.js';
import { closeNames } from '../lookup/close-names.js';
import { documentSearch, searchDocuments } from '../lookup/documents.js';
import { findItems, type FoundItems } from '../lookup/find-items.js';
import { narrativeSearch, newestNarratives } from '../lookup/narratives.js';
import { prefixQuery } from '../lookup/words.js';

/** What a ledger has that matches a text: the claims that are closest to it first, the others newest first. */
export interface SearchResults {
  readonly claims: FoundItems<ClaimSummary>;
  readonly actors: FoundItems<ActorSummary>;
  readonly documents: FoundItems<DocumentView>;
  readonly narratives: FoundItems<NarrativeSummary>;
}

/** Everything with words that begin like those of the text, or with this id or URL; of each kind up to the limit. */
export async function searchLedger(client: ApiClient, text: string, limit: number): Promise<SearchResults> {
  const q = prefixQuery(text);
  const [claims, actors, documents, narratives] = await Promise.all([
    withId(
      findItems<ClaimSummary>(client, { path: '/v1/claims', query: { q, sort: 'relevance' } }, limit),
      claimSummary(client, text),
      limit,
    ),
    withId(
      findItems<ActorSummary>(client, { path: '/v1/actors', query: { q } }, limit),
      actorSummary(client, text),
      limit,
    ),
    findItems<DocumentView>(client, { path: '/v1/documents', ...documentSearch(text) }, limit),
    findItems<NarrativeSummary>(client, { path: '/v1/narratives', ...narrativeSearch(text) }, limit),
  ]);
  return { claims, actors, documents, narratives };
}

/** What comes closest to a text that nothing matches. */
export async function searchSimilar(client: ApiClient, text: string, limit: number): Promise<SearchResults> {
  const [claims, actors, documents, narratives] = await Promise.all([
    searchClaims(client, text),
    searchActors(client, text),
    searchDocuments(client, text),
    newestNarratives(client).then((all) => closeNames(text, all)),
  ]);
  const first = <Item>(items: readonly Item[]): FoundItems<Item> => ({
    items: items.slice(0, limit),
    hasMore: false,
    isIncomplete: false,
  });
  return {
    claims: first(claims),
    actors: first(actors),
    documents: first(documents),
    narratives: first(narratives),
  };
}

export const isEmpty = (results: SearchResults): boolean =>
  Object.values(results).every(({ items }: FoundItems<unknown>) => items.length === 0);

/** The search of the API doesn't look at ids: the item with this id comes first. */
async function withId<Item extends { readonly id: string }>(
  finding: Promise<FoundItems<Item>>,
  findingById: Promise<Item | undefined>,
  limit: number,
): Promise<FoundItems<Item>> {
  const [found, byId] = await Promise.all([finding, findingById]);
  if (!byId) return found;
  const items = [byId, ...found.items.filter(({ id }) => id !== byId.id)];
  return { ...found, items: items.slice(0, limit), hasMore: found.hasMore || items.length > limit };
}
