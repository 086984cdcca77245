import type { CitationRing, CountedPage } from '../../../reliance/reliance.views.js';
import { fetchNames, type Names } from '../../api/names.js';
import type { PageRequest } from '../../page.js';

export interface CirclesData {
  readonly circles: readonly CitationRing[];
  readonly total: number;
  readonly next?: string | undefined;
  readonly isFirst: boolean;
  /** Of the claims and entries that are listed. */
  readonly names: Names;
  readonly json: string;
  readonly csv: string;
}

const SHOWN = 20;
/** How many claims of one circle are listed. */
export const CLAIMS = 5;
/** How many of its entries are named. */
export const ENTRIES = 5;

export async function loadCircles({ api, query }: PageRequest): Promise<CirclesData> {
  const cursor = query.get('cursor') ?? undefined;
  const { items, total, next } = await api.get<CountedPage<CitationRing>>('/v1/rings', { limit: SHOWN, cursor });
  return {
    circles: items,
    total,
    next,
    isFirst: cursor === undefined,
    names: await fetchNames(api, {
      claims: items.flatMap(({ circularClaims }) => circularClaims.slice(0, CLAIMS)),
      entries: items.flatMap(({ shownBy }) => shownBy.slice(0, ENTRIES)),
    }),
    json: api.address('/v1/rings'),
    csv: api.address('/v1/rings', { format: 'csv' }),
  };
}
