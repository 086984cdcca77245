import type { NarrativeSummary } from '../../narratives/narratives.queries.js';
import type { ApiClient } from '../ledger/api-client.js';
import { AmbiguousNameError, closeNames, isCalled, type Named, UnknownNameError } from './close-names.js';
import type { ItemQuery } from './find-items.js';
import { isId } from './ids.js';
import { hasWords } from './words.js';

type NamedNarrative = NarrativeSummary & Named;

/** Titles aren't indexed: of so many narratives, newest first, they are compared here. */
const MAX_COMPARED = 2_000;

/** The narrative with this id, else the only one with this title. Throws an `UnknownNameError` that lists close titles. */
export async function findNarrative(client: ApiClient, text: string): Promise<NarrativeSummary> {
  const byId = isId(text) ? await client.find<NarrativeSummary>(`/v1/narratives/${text}`) : undefined;
  if (byId) return byId;
  const all = await newestNarratives(client);
  const found = all.filter((narrative) => isCalled(narrative, text));
  if (found.length > 1) throw new AmbiguousNameError('narrative', text, found);
  if (found[0]) return found[0];
  throw new UnknownNameError('narrative', text, closeNames(text, all), 'To list them: claim-ledger narratives.');
}

/** The newest narratives, newest first. */
export async function newestNarratives(client: ApiClient): Promise<NamedNarrative[]> {
  const all: NamedNarrative[] = [];
  for await (const { items } of client.pages<NarrativeSummary>('/v1/narratives', {}, MAX_COMPARED)) {
    all.push(...items.map((item) => ({ ...item, names: [item.title] })));
  }
  return all;
}

/** Narratives with these words in their title, summary or id. */
export const narrativeSearch = (text: string): Pick<ItemQuery<NarrativeSummary>, 'query' | 'matches'> => ({
  query: {},
  matches: ({ id, title, summary = '' }) => hasWords([title, summary, id], text),
});
