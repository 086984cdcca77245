import type { Page } from '../../../read-model/pagination.js';
import type { Api } from '../../api/api.js';
import { type Candidate, type Finder, MOST_SHOWN } from '../finder.js';
import { bestOf, type FoundPage, NO_PAGE } from './best-of.js';
import { fitOf, idIn, idInAddress, searchText } from './typed-text.js';

type Identified = { readonly id: string };
/** Reads the list with these parameters. */
type List<Item> = (parameters: Record<string, string | number>) => Promise<Page<Item>>;

interface Listing<Item extends Identified> {
  /** The name of the list in addresses: `/v1/actors`, `/actors/{id}`. */
  readonly name: 'actors' | 'documents' | 'claims' | 'narratives';
  /**
   * What else finds something, besides its id; what fits best first.
   *
   * @param q the text, as far as lists take it
   * @param text all that is typed, for addresses
   */
  readonly search: (q: string, list: List<Item>, text: string) => Promise<readonly FoundPage<Item>[]>;
  readonly candidates: (items: readonly Item[]) => readonly Candidate[] | Promise<readonly Candidate[]>;
}

/** Finds what a list of the API has: the latest, what a search finds, and by id or address. */
export function listFinder<Item extends Identified>(api: Api, { name, search, candidates }: Listing<Item>): Finder {
  const list: List<Item> = (parameters) => api.get<Page<Item>>(`/v1/${name}`, parameters);
  return {
    async find(text) {
      const q = searchText(text);
      if (q === '') {
        const { items, next } = await list({ limit: MOST_SHOWN });
        return { items: await candidates(items), more: next !== undefined };
      }
      const id = idInAddress(q, name) ?? idIn(q);
      const [named, found] = await Promise.all([id === undefined ? NO_PAGE : list({ ids: id }), search(q, list, text)]);
      const { items, more } = bestOf<Item>(named, ...found);
      return { items: await candidates(items), more };
    },
    async get(ids) {
      return candidates((await list({ ids: ids.join(','), limit: 100 })).items);
    },
  };
}

/** The page, with what has names that fit a text best first. */
export const bestFirst = <Item>(
  page: Page<Item>,
  text: string,
  namesOf: (item: Item) => readonly string[],
): Page<Item> => ({
  ...page,
  items: page.items.toSorted((a, b) => fitOf(namesOf(a), text) - fitOf(namesOf(b), text)),
});
