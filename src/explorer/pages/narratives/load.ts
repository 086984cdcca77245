import type { NarrativeSummary } from '../../../narratives/narratives.queries.js';
import type { Page as ListPage } from '../../../read-model/pagination.js';
import type { PageRequest } from '../../page.js';

export interface NarrativesData {
  /** A page of them, newest first. */
  readonly narratives: readonly NarrativeSummary[];
  readonly next?: string | undefined;
  readonly isFirst: boolean;
  readonly json: string;
  readonly csv: string;
}

const LIST = '/v1/narratives';
const SHOWN = 50;

export async function loadNarratives({ api, query }: PageRequest): Promise<NarrativesData> {
  const cursor = query.get('cursor') ?? undefined;
  const { items, next } = await api.get<ListPage<NarrativeSummary>>(LIST, { limit: SHOWN, cursor });
  return {
    narratives: items,
    next,
    isFirst: cursor === undefined,
    json: api.address(LIST),
    csv: api.address(LIST, { format: 'csv' }),
  };
}
