import type { NarrativeSummary } from '../../narratives/narratives.queries.js';
import type { ApiClient } from '../ledger/api-client.js';
import { AmbiguousNameError, closeNames, isCalled, type Named, UnknownNameError } from './close-names.js';
import { type ItemQuery, newestItems } from './find-items.js';
import { findById } from './ids.js';
import { hasWords } from './words.js';

type NamedNarrative = NarrativeSummary & Named;

/** The narrative with this id, else the only one with this title. Throws an `UnknownNameError` that lists close titles. */
export async function findNarrative(client: ApiClient, text: string): Promise<NarrativeSummary> {
  const byId = await findById<NarrativeSummary>(client, '/v1/narratives', text);
  if (byId) return byId;
  const all = await newestNarratives(client);
  const found = all.filter((narrative) => isCalled(narrative, text));
  if (found.length > 1) throw new AmbiguousNameError('narrative', text, found);
  if (found[0]) return found[0];
  throw new UnknownNameError('narrative', text, closeNames(text, all), 'To list them: claim-ledger narratives.');
}

/** The newest narratives, newest first. */
export const newestNarratives = async (client: ApiClient): Promise<NamedNarrative[]> =>
  (await newestItems<NarrativeSummary>(client, '/v1/narratives')).map((item) => ({ ...item, names: [item.title] }));

/** Narratives with these words in their title, summary or id. */
export const narrativeSearch = (text: string): Pick<ItemQuery<NarrativeSummary>, 'query' | 'matches'> => ({
  query: {},
  matches: ({ id, title, summary = '' }) => hasWords([title, summary, id], text),
});
