import type { DocumentView } from '../../documents/documents.queries.js';
import type { ApiClient } from '../ledger/api-client.js';
import { AmbiguousNameError, closeNames, isCalled, type Named, UnknownNameError } from './close-names.js';
import { type ItemQuery, newestItems } from './find-items.js';
import { isId } from '../../domain/ids.js';
import { findById } from './ids.js';
import { hasWords } from './words.js';

type NamedDocument = DocumentView & Named;

/** The document with this id or URL, else the only one with this title. Throws an `UnknownNameError` that lists close titles. */
export async function findDocument(client: ApiClient, text: string): Promise<DocumentView> {
  const byId = await documentAt(client, text);
  if (byId) return byId;
  const all = isUrl(text) ? [] : await newestDocuments(client);
  const found = all.filter((document) => isCalled(document, text));
  if (found.length > 1) throw new AmbiguousNameError('document', text, found);
  if (found[0]) return found[0];
  const hint = `To register it: claim-ledger register document ${JSON.stringify(text)} --publisher <actor>.`;
  throw new UnknownNameError('document', text, closeNames(text, all), hint);
}

/** Documents whose titles have all of these words, or are like them; with an id or a URL, that document alone. */
export async function searchDocuments(client: ApiClient, text: string): Promise<NamedDocument[]> {
  const byId = await documentAt(client, text);
  if (byId) return [named(byId)];
  if (isUrl(text)) return [];
  const all = await newestDocuments(client);
  const found = all.filter(({ names }) => hasWords(names, text));
  return found.length > 0 ? found : closeNames(text, all);
}

/** Documents with this URL, or with these words in their title, URL or id. */
export const documentSearch = (text: string): Pick<ItemQuery<DocumentView>, 'query' | 'matches'> =>
  isUrl(text)
    ? { query: { url: text } }
    : { query: {}, matches: ({ id, title = '', url = '' }) => hasWords([title, url, id], text) };

export const isUrl = (text: string): boolean => /^https?:\/\//i.test(text);

/** The document with this id or URL. */
export async function documentAt(client: ApiClient, text: string): Promise<DocumentView | undefined> {
  if (isId(text)) return findById<DocumentView>(client, '/v1/documents', text);
  if (!isUrl(text)) return undefined;
  const { items } = await client.get<{ items: readonly DocumentView[] }>('/v1/documents', { url: text, limit: 1 });
  return items[0];
}

const newestDocuments = async (client: ApiClient): Promise<NamedDocument[]> =>
  (await newestItems<DocumentView>(client, '/v1/documents')).map(named);

const named = (document: DocumentView): NamedDocument => ({
  ...document,
  names: document.title === undefined ? [] : [document.title],
});
