import type { NarrativeSummary } from '../../../narratives/narratives.queries.js';
import type { Api } from '../../api/api.js';
import type { Words } from '../../words/words.js';
import { type Candidate, type Finder, MOST_SHOWN } from '../finder.js';
import { bestFirst, listFinder } from './list-finder.js';

/** Finds narratives by words of their titles, or by id. */
export function narrativeFinder(api: Api, words: Words): Finder {
  const candidate = ({ id, title, size, summary }: NarrativeSummary): Candidate => ({
    id,
    name: title,
    details: [words.text('picker.size', { count: size }), ...(summary === undefined ? [] : [summary])],
  });
  return listFinder<NarrativeSummary>(api, {
    name: 'narratives',
    candidates: (narratives) => narratives.map(candidate),
    search: async (q, list) => [bestFirst(await list({ q, limit: 2 * MOST_SHOWN }), q, ({ title }) => [title])],
  });
}
