import type { ActorSummary } from '../../actors/actors.queries.js';
import type { ClaimEventTypes } from '../../claims/claim.events.js';
import type { ClaimSummary, EntryView, ListedEntry } from '../../claims/queries/views.js';
import type { DocumentView } from '../../documents/documents.queries.js';
import type { NarrativeSummary } from '../../narratives/narratives.queries.js';
import type { Page as ListPage } from '../../read-model/pagination.js';
import type { Api } from './api.js';

/** Names by id. */
export type ById = Readonly<Record<string, string>>;

/** What the ids on a page stand for. What is missing is shown by its id. */
export interface Names {
  readonly actors: ById;
  readonly documents: ById;
  readonly narratives: ById;
  /** The texts of claims. */
  readonly claims: ById;
  /** The actors of entries, by `claim/entry`. */
  readonly speakers: Readonly<Record<string, readonly string[]>>;
  /** What kind of act these entries are. */
  readonly types: Readonly<Record<string, keyof ClaimEventTypes>>;
}

export const NO_NAMES: Names = { actors: {}, documents: {}, narratives: {}, claims: {}, speakers: {}, types: {} };

/** The ids whose names a page needs, with repetitions and in any order. */
export type Wanted = Readonly<
  Partial<Record<'actors' | 'documents' | 'narratives' | 'claims' | 'entries', readonly string[]>>
>;

/** What one list takes; further ones are shown by their ids. */
const MAX_IDS = 100;

/** Adds the names that are wanted and not known yet. */
export async function fetchNames(api: Api, wanted: Wanted, known: Names = NO_NAMES): Promise<Names> {
  const { speakers, types } = await fetchActs(api, wanted.entries ?? [], known);
  const speaking = (wanted.entries ?? []).flatMap((entry) => speakers[entry] ?? []);
  const lists =
    <Item>(list: string) =>
    (ids: string) =>
      api.get<ListPage<Item>>(`/v1/${list}`, { ids, limit: MAX_IDS });
  const [actors, documents, narratives, claims] = await Promise.all([
    fetchEach(known.actors, [...(wanted.actors ?? []), ...speaking], lists<ActorSummary>('actors'), ({ name }) => name),
    fetchEach(known.documents, wanted.documents, lists<DocumentView>('documents'), ({ title, url }) => title ?? url),
    fetchEach(known.narratives, wanted.narratives, lists<NarrativeSummary>('narratives'), ({ title }) => title),
    fetchEach(known.claims, wanted.claims, lists<ClaimSummary>('claims'), ({ text }) => text),
  ]);
  return { actors, documents, narratives, claims, speakers, types };
}

async function fetchEach<Item extends { readonly id: string }>(
  known: ById,
  ids: readonly string[] = [],
  list: (ids: string) => Promise<ListPage<Item>>,
  nameOf: (item: Item) => string | undefined,
): Promise<ById> {
  const missing = [...new Set(ids)].filter((id) => !Object.hasOwn(known, id)).slice(0, MAX_IDS);
  if (missing.length === 0) return known;
  const { items } = await list(missing.join(','));
  return { ...known, ...Object.fromEntries(items.map((item) => [item.id, nameOf(item) ?? item.id])) };
}

type Acts = Pick<Names, 'speakers' | 'types'>;

async function fetchActs(api: Api, entries: readonly string[], known: Acts): Promise<Acts> {
  const missing = [...new Set(entries)].filter((entry) => !Object.hasOwn(known.types, entry)).slice(0, MAX_IDS);
  if (missing.length === 0) return known;
  const { items } = await api.get<ListPage<ListedEntry>>('/v1/entries', { ids: missing.join(','), limit: MAX_IDS });
  const acts = actsIn(items);
  return { speakers: { ...known.speakers, ...acts.speakers }, types: { ...known.types, ...acts.types } };
}

/** Whose acts these entries are, and of what kind. */
export const actsIn = (entries: readonly Pick<EntryView, 'entry' | 'type' | 'data'>[]): Acts => ({
  speakers: Object.fromEntries(entries.flatMap(({ entry, data }) => ('by' in data ? [[entry, data.by]] : []))),
  types: Object.fromEntries(entries.map(({ entry, type }) => [entry, type])),
});
