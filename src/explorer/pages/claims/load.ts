import type { ClaimCounts, FoundClaim } from '../../../claims/queries/views.js';
import type { NarrativeView } from '../../../narratives/narratives.queries.js';
import type { Page as ListPage } from '../../../read-model/pagination.js';
import { path } from '../../api/api.js';
import { fetchNames, type Names } from '../../api/names.js';
import type { PageRequest } from '../../page.js';

/** The filters of the list, which are those of the API. */
export const FILTERS = [
  'q',
  'status',
  'kind',
  'about',
  'actor',
  'narrative',
  'topic',
  'rule',
  'rating',
  'language',
] as const;
export type Filter = (typeof FILTERS)[number];

/** What the address of the list says, besides the page's settings. */
export type ListParameters = Partial<Record<Filter | 'sort', string | readonly string[]>>;

export interface ClaimsData {
  readonly filters: ListParameters;
  readonly claims: readonly FoundClaim[];
  /** `next` of the API. */
  readonly next?: string | undefined;
  readonly isFirst: boolean;
  readonly ignored: readonly string[];
  readonly counts: Pick<ClaimCounts, 'total' | 'capped' | 'status' | 'kind' | 'topic' | 'outlet'>;
  readonly names: Names;
  /** The title of the narrative that the list is of. */
  readonly narrative?: string | undefined;
  /** The addresses of the same list in other forms. */
  readonly json: string;
  readonly csv: string;
}

const SHOWN = 30;
/** The most frequent ones of a facet. */
const FACET = 12;

export function filtersIn(query: URLSearchParams): ListParameters {
  const given = [...FILTERS, 'sort' as const].flatMap((name) => {
    const values = query.getAll(name).filter((value) => value.trim() !== '');
    return values.length === 0 ? [] : [[name, values.length === 1 ? values[0] : values]];
  });
  return Object.fromEntries(given) as ListParameters;
}

export async function loadClaims({ api, query }: PageRequest): Promise<ClaimsData> {
  const filters = filtersIn(query);
  const cursor = query.get('cursor') ?? undefined;
  const { sort: _sort, ...counted } = filters;
  const [list, counts, narrative] = await Promise.all([
    api.get<ListPage<FoundClaim>>('/v1/claims', { ...filters, cursor, limit: SHOWN }),
    api.get<ClaimCounts>('/v1/claim-counts', counted),
    typeof filters.narrative === 'string'
      ? api.find<NarrativeView>(path`/v1/narratives/${filters.narrative}`)
      : undefined,
  ]);
  const { total, capped, status, kind } = counts;
  const [topic, outlet] = [mostFrequent(counts.topic), mostFrequent(counts.outlet)];
  const actors = [filters.about ?? [], filters.actor ?? []].flat();
  return {
    filters,
    claims: list.items,
    next: list.next,
    isFirst: cursor === undefined,
    ignored: list.ignored ?? [],
    counts: { total, capped, status, kind, topic, outlet },
    names: await fetchNames(api, { actors: [...actors, ...Object.keys(outlet)] }),
    narrative: narrative?.title,
    json: api.address('/v1/claims', filters),
    csv: api.address('/v1/claims', { ...filters, format: 'csv' }),
  };
}

const mostFrequent = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(counts)
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, FACET),
  );
