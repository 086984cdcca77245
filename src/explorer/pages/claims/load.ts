import type { ClaimCounts, FoundClaim } from '../../../claims/queries/views.js';
import type { Page as ListPage } from '../../../read-model/pagination.js';
import { type ListedClaim, listed } from '../../api/listed-claim.js';
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
  'changesBefore',
] as const;
export type Filter = (typeof FILTERS)[number];

/** What the address of the list says, besides the page's settings. */
export type ListParameters = Partial<Record<Filter | 'sort', string | readonly string[]>>;

/** What is searched for is listed by relevance, and everything else by registration, unless the address says otherwise. */
export const defaultOrder = ({ q }: ListParameters): 'relevance' | 'newest' =>
  q === undefined ? 'newest' : 'relevance';

export interface ClaimsData {
  readonly filters: ListParameters;
  readonly claims: readonly ListedClaim[];
  /** `next` of the API. */
  readonly next?: string | undefined;
  readonly isFirst: boolean;
  readonly ignored: readonly string[];
  readonly total: number;
  readonly capped: boolean;
  readonly facets: Readonly<Record<FacetName, FacetCounts>>;
  readonly names: Names;
  /** The addresses of the same list in other forms. */
  readonly json: string;
  readonly csv: string;
}

/** What the list can be narrowed to, with the number of claims that would remain. */
export const FACETS = ['status', 'kind', 'narrative', 'about', 'actor', 'topic', 'language'] as const;
export type FacetName = (typeof FACETS)[number];
export interface FacetCounts {
  /** The most frequent values first. */
  readonly values: readonly (readonly [value: string, count: number])[];
  /** How many further values there are. */
  readonly more: number;
}

const SHOWN = 30;
const VALUES = 10;

export function filtersIn(query: URLSearchParams): ListParameters {
  const given = [...FILTERS, 'sort' as const].flatMap((name) => {
    const values = query.getAll(name).filter((value) => value.trim() !== '');
    return values.length === 0 ? [] : [[name, values.length === 1 ? values[0] : values]];
  });
  const { sort, ...filters } = Object.fromEntries(given) as ListParameters;
  // A default isn't in addresses: it changes with what is searched for.
  return sort === undefined || sort === 'relevance' || sort === defaultOrder(filters) ? filters : { ...filters, sort };
}

export async function loadClaims({ api, query, words }: PageRequest): Promise<ClaimsData> {
  const filters = filtersIn(query);
  const cursor = query.get('cursor') ?? undefined;
  const { sort: _sort, ...counted } = filters;
  // The API lists the newest first by itself.
  const ordered = defaultOrder(filters) === 'newest' ? filters : { sort: defaultOrder(filters), ...filters };
  const [list, counts] = await Promise.all([
    api.get<ListPage<FoundClaim>>('/v1/claims', { ...ordered, cursor, limit: SHOWN }),
    api.get<ClaimCounts>('/v1/claim-counts', { ...counted, by: FACETS.join(',') }),
  ]);
  const facets = Object.fromEntries(FACETS.map((name) => [name, facetOf(counts[name] ?? {})])) as ClaimsData['facets'];
  const valuesOf = (name: 'about' | 'actor' | 'narrative') => [
    ...[filters[name] ?? []].flat(),
    ...facets[name].values.map(([value]) => value),
  ];
  return {
    filters,
    claims: list.items.map((claim) => listed(claim, words)),
    next: list.next,
    isFirst: cursor === undefined,
    ignored: list.ignored ?? [],
    total: counts.total,
    capped: counts.capped,
    facets,
    names: await fetchNames(api, {
      actors: [...valuesOf('about'), ...valuesOf('actor')],
      narratives: valuesOf('narrative'),
    }),
    json: api.address('/v1/claims', ordered),
    csv: api.address('/v1/claims', { ...ordered, format: 'csv' }),
  };
}

function facetOf(counts: Readonly<Record<string, number>>): FacetCounts {
  const all = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
  return { values: all.slice(0, VALUES), more: Math.max(0, all.length - VALUES) };
}
