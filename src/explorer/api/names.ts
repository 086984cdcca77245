import type { ActorSummary } from '../../actors/actors.queries.js';
import type { ClaimEventTypes } from '../../claims/claim.events.js';
import type { ClaimSummary, EntryView, ListedEntry } from '../../claims/queries/views.js';
import { refOf } from '../../domain/entries.js';
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
  /** When they happened, as recorded; of acts of the record, when they were recorded. Without a date, absent. */
  readonly dates: ById;
  /** Of voids: the entry that they void. */
  readonly voided: ById;
  /** When the last event was recorded of what was looked up. */
  readonly lastRecordedAt?: string;
}

export const NO_NAMES: Names = {
  actors: {},
  documents: {},
  narratives: {},
  claims: {},
  speakers: {},
  types: {},
  dates: {},
  voided: {},
};

/** The ids whose names a page needs, with repetitions and in any order. */
export type Wanted = Readonly<
  Partial<Record<'actors' | 'documents' | 'narratives' | 'claims' | 'entries', readonly string[]>>
>;

/** What one list takes; further ones are shown by their ids. */
const MAX_IDS = 100;
/** Of entries, as many lists are read at most. */
const MAX_LISTS = 3;

/** Adds the names that are wanted and not known yet. */
export async function fetchNames(api: Api, wanted: Wanted, known: Names = NO_NAMES): Promise<Names> {
  const times: string[] = known.lastRecordedAt === undefined ? [] : [known.lastRecordedAt];
  const acts = await fetchActs(api, wanted.entries ?? [], known, times);
  const speaking = (wanted.entries ?? []).flatMap((entry) => acts.speakers[entry] ?? []);
  const lists =
    <Item>(list: string) =>
    (ids: string) =>
      api.get<ListPage<Item>>(`/v1/${list}`, { ids, limit: MAX_IDS });
  const [actors, documents, narratives, claims] = await Promise.all([
    fetchEach(
      known.actors,
      [...(wanted.actors ?? []), ...speaking],
      lists<ActorSummary>('actors'),
      ({ name }) => name,
      times,
    ),
    fetchEach(
      known.documents,
      wanted.documents,
      lists<DocumentView>('documents'),
      ({ title, url }) => title ?? url,
      times,
    ),
    fetchEach(known.narratives, wanted.narratives, lists<NarrativeSummary>('narratives'), ({ title }) => title, times),
    fetchEach(known.claims, wanted.claims, lists<ClaimSummary>('claims'), ({ text }) => text, times),
  ]);
  const lastRecordedAt = times.toSorted().at(-1);
  return { actors, documents, narratives, claims, ...acts, ...(lastRecordedAt !== undefined && { lastRecordedAt }) };
}

/** @param times to which are added when the last events of these were recorded */
async function fetchEach<Item extends { readonly id: string; readonly lastRecordedAt: string }>(
  known: ById,
  ids: readonly string[] = [],
  list: (ids: string) => Promise<ListPage<Item>>,
  nameOf: (item: Item) => string | undefined,
  times: string[],
): Promise<ById> {
  const missing = [...new Set(ids)].filter((id) => !Object.hasOwn(known, id)).slice(0, MAX_IDS);
  if (missing.length === 0) return known;
  const { items } = await list(missing.join(','));
  times.push(...items.map(({ lastRecordedAt }) => lastRecordedAt));
  return { ...known, ...Object.fromEntries(items.map((item) => [item.id, nameOf(item) ?? item.id])) };
}

type Acts = Pick<Names, 'speakers' | 'types' | 'dates' | 'voided'>;

async function fetchActs(api: Api, entries: readonly string[], names: Acts, times: string[]): Promise<Acts> {
  const { speakers, types, dates, voided } = names;
  const known: Acts = { speakers, types, dates, voided };
  const missing = [...new Set(entries)].filter((entry) => !Object.hasOwn(known.types, entry));
  const lists = Array.from({ length: Math.min(MAX_LISTS, Math.ceil(missing.length / MAX_IDS)) }, (_, index) =>
    missing.slice(index * MAX_IDS, (index + 1) * MAX_IDS).join(','),
  );
  const found = await Promise.all(
    lists.map((ids) => api.get<ListPage<ListedEntry>>('/v1/entries', { ids, limit: MAX_IDS })),
  );
  const items = found.flatMap((list) => list.items);
  times.push(...items.flatMap(({ recordedAt, voided }) => [recordedAt, voided?.recordedAt ?? recordedAt]));
  return withActs(known, actsIn(items));
}

/** Adds what is known of further entries. */
export const withActs = <Known extends Acts>(known: Known, acts: Acts): Known => ({
  ...known,
  speakers: { ...known.speakers, ...acts.speakers },
  types: { ...known.types, ...acts.types },
  dates: { ...known.dates, ...acts.dates },
  voided: { ...known.voided, ...acts.voided },
});

/** Whose acts these entries are, of what kind, and when they happened. */
export const actsIn = (entries: readonly Pick<EntryView, 'entry' | 'type' | 'data' | 'recordedAt'>[]): Acts => ({
  speakers: Object.fromEntries(entries.flatMap(({ entry, data }) => ('by' in data ? [[entry, data.by]] : []))),
  types: Object.fromEntries(entries.map(({ entry, type }) => [entry, type])),
  dates: Object.fromEntries(
    entries.flatMap(({ entry, data, recordedAt }) => {
      const date = 'by' in data ? data.occurredAt : recordedAt.slice(0, 'YYYY-MM-DD'.length);
      return date === undefined ? [] : [[entry, date]];
    }),
  ),
  voided: Object.fromEntries(
    entries.flatMap(({ entry, data }) =>
      'voids' in data ? [[entry, refOf(entry.slice(0, entry.indexOf('/')), data.voids)]] : [],
    ),
  ),
});
