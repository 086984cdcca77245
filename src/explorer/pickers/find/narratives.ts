import type { NarrativeSummary } from '../../../narratives/narratives.queries.js';
import type { Page } from '../../../read-model/pagination.js';
import type { Api } from '../../api/api.js';
import type { Words } from '../../words/words.js';
import { type Candidate, type Finder, MOST_SHOWN } from '../finder.js';
import { bestOf, NO_PAGE } from './best-of.js';
import { fitOf, idIn, idInAddress, searchText } from './typed-text.js';

/** Finds narratives by words of their titles, or by id. */
export function narrativeFinder(api: Api, words: Words): Finder {
  const list = (parameters: Record<string, string | number>) =>
    api.get<Page<NarrativeSummary>>('/v1/narratives', parameters);
  const candidate = ({ id, title, size, summary }: NarrativeSummary): Candidate => ({
    id,
    name: title,
    details: [words.text('picker.size', { count: size }), ...(summary === undefined ? [] : [summary])],
  });
  return {
    async find(text) {
      const q = searchText(text);
      if (q === '') {
        const { items, next } = await list({ limit: MOST_SHOWN });
        return { items: items.map(candidate), more: next !== undefined };
      }
      const id = idInAddress(q, 'narratives') ?? idIn(q);
      const [named, found] = await Promise.all([
        id === undefined ? NO_PAGE : list({ ids: id }),
        list({ q, limit: 2 * MOST_SHOWN }),
      ]);
      const others = found.items.toSorted((a, b) => fitOf([a.title], q) - fitOf([b.title], q));
      const best = bestOf(named, { ...found, items: others });
      return { ...best, items: best.items.map(candidate) };
    },
    async get(ids) {
      return (await list({ ids: ids.join(','), limit: 100 })).items.map(candidate);
    },
  };
}
