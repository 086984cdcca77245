import type { DocumentView } from '../../../documents/documents.queries.js';
import type { Page } from '../../../read-model/pagination.js';
import type { Api } from '../../api/api.js';
import { fetchNames } from '../../api/names.js';
import { occurredText } from '../../components/time.js';
import type { Words } from '../../words/words.js';
import { type Candidate, type Finder, MOST_SHOWN } from '../finder.js';
import { bestOf, NO_PAGE } from './best-of.js';
import { fitOf, idIn, idInAddress, searchText, webAddress } from './typed-text.js';

/** Finds documents by words of title, authors or address, by a spelling of the address, or by id. */
export function documentFinder(api: Api, words: Words, timeZone: string): Finder {
  const list = (parameters: Record<string, string | number>) =>
    api.get<Page<DocumentView>>('/v1/documents', parameters);
  const candidates = async (documents: readonly DocumentView[]): Promise<Candidate[]> => {
    const names = await fetchNames(api, { actors: documents.map(({ publisher }) => publisher) });
    return documents.map(({ id, title, url, publisher, publishedAt, language }) => ({
      id,
      name: title ?? url ?? id,
      language: title === undefined ? undefined : language,
      details: [
        names.actors[publisher] ?? publisher,
        ...(publishedAt === undefined ? [] : [occurredText(publishedAt, words, timeZone)]),
        ...(title === undefined || url === undefined ? [] : [hostOf(url)]),
      ],
    }));
  };
  return {
    async find(text) {
      const q = searchText(text);
      if (q === '') {
        const { items, next } = await list({ limit: MOST_SHOWN });
        return { items: await candidates(items), more: next !== undefined };
      }
      const url = webAddress(text);
      const id = idInAddress(q, 'documents') ?? idIn(q);
      const [named, same, found] = await Promise.all([
        id === undefined ? NO_PAGE : list({ ids: id }),
        url === undefined ? NO_PAGE : list({ url }),
        url === undefined ? list({ q, limit: 2 * MOST_SHOWN }) : NO_PAGE,
      ]);
      const fit = ({ title = '' }: DocumentView) => fitOf([title], q);
      const others = found.items.toSorted((a, b) => fit(a) - fit(b));
      const best = bestOf(named, same, { ...found, items: others });
      return { ...best, items: await candidates(best.items) };
    },
    async get(ids) {
      return candidates((await list({ ids: ids.join(','), limit: 100 })).items);
    },
  };
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : url);
