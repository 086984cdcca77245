import type { EntryDetails } from '../../../claims/queries/entry-details.views.js';
import { path } from '../../api/api.js';
import { mentionsIn } from '../../api/entries.js';
import { actsIn, fetchNames, type Names, NO_NAMES } from '../../api/names.js';
import type { PageRequest } from '../../page.js';

export interface EntryData {
  readonly entry: EntryDetails;
  readonly names: Names;
  readonly json: string;
}

export async function loadEntry({ api, params }: PageRequest): Promise<EntryData> {
  const address = path`/v1/claims/${params['id'] ?? ''}/entries/${params['entry'] ?? ''}`;
  const entry = await api.get<EntryDetails>(address);
  const { actors, ...mentions } = mentionsIn([entry]);
  const wanted = { ...mentions, actors: [...actors, ...entry.referredToBy.flatMap(({ by }) => by)] };
  return {
    entry,
    names: await fetchNames(api, wanted, { ...NO_NAMES, ...actsIn([entry]) }),
    json: api.address(address),
  };
}
