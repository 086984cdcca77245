import type { ListedEntry } from '../../../claims/queries/views.js';
import type { DocumentView } from '../../../documents/documents.queries.js';
import type { Page as ListPage } from '../../../read-model/pagination.js';
import { path } from '../../api/path.js';
import { mentionsIn } from '../../api/mentions.js';
import { actsIn, fetchNames, type Names, NO_NAMES } from '../../api/names.js';
import type { PageRequest } from '../../page.js';

export interface DocumentData {
  readonly document: DocumentView;
  /** A page of the entries that name it, newest first. */
  readonly entries: readonly ListedEntry[];
  readonly next?: string | undefined;
  readonly isFirst: boolean;
  readonly names: Names;
  readonly json: string;
}

const SHOWN = 30;

export async function loadDocument({ api, params, query }: PageRequest): Promise<DocumentData> {
  const id = params['id'] ?? '';
  const address = path`/v1/documents/${id}`;
  const cursor = query.get('cursor') ?? undefined;
  const [document, { items, next }] = await Promise.all([
    api.get<DocumentView>(address),
    api.get<ListPage<ListedEntry>>('/v1/entries', { document: id, limit: SHOWN, cursor }),
  ]);
  const { actors, ...mentions } = mentionsIn(items);
  const wanted = { ...mentions, actors: [document.publisher, ...actors] };
  const names = await fetchNames(api, wanted, { ...NO_NAMES, ...actsIn(items) });
  return { document, entries: items, next, isFirst: cursor === undefined, names, json: api.address(address) };
}
