import type { DocumentView } from '../../../documents/documents.queries.js';
import type { Api } from '../../api/api.js';
import { fetchNames } from '../../api/names.js';
import { occurredText } from '../../components/time.js';
import type { Words } from '../../words/words.js';
import { type Candidate, type Finder, MOST_SHOWN } from '../finder.js';
import { bestFirst, listFinder } from './list-finder.js';
import { webAddress } from './typed-text.js';

/** Finds documents by words of title, authors or address, by a spelling of the address, or by id. */
export function documentFinder(api: Api, words: Words, timeZone: string): Finder {
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
  return listFinder<DocumentView>(api, {
    name: 'documents',
    candidates,
    async search(q, list, text) {
      const url = webAddress(text);
      if (url !== undefined) return [await list({ url })];
      return [bestFirst(await list({ q, limit: 2 * MOST_SHOWN }), q, ({ title = '' }) => [title])];
    },
  });
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : url);
