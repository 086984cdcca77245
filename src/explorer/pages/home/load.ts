import type { ClaimCounts, ClaimSummary, ListedEntry } from '../../../claims/queries/views.js';
import type { NarrativeSummary } from '../../../narratives/narratives.queries.js';
import type { Page as ListPage } from '../../../read-model/pagination.js';
import { mentionsIn, speakersIn } from '../../api/entries.js';
import { fetchNames, type Names, NO_NAMES } from '../../api/names.js';
import type { PageRequest } from '../../page.js';

/** What somebody should look at, each kind with the query of its list. */
export const QUEUES = {
  overdue: { rule: 'open/overdue' },
  disputed: { status: 'disputed', sort: 'activity' },
  expired: { rule: 'unverified/search-expired' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;
export type Queue = keyof typeof QUEUES;

export interface HomeData {
  readonly counts: Pick<ClaimCounts, 'total' | 'capped' | 'status'>;
  readonly queues: readonly {
    readonly queue: Queue;
    readonly claims: readonly ClaimSummary[];
    readonly hasMore: boolean;
  }[];
  readonly latest: readonly ListedEntry[];
  readonly narratives: readonly NarrativeSummary[];
  readonly names: Names;
}

const SHOWN = 3;

export async function loadHome({ api }: PageRequest): Promise<HomeData> {
  const [{ total, capped, status }, queues, { items: latest }, { items: narratives }] = await Promise.all([
    api.get<ClaimCounts>('/v1/claim-counts'),
    Promise.all(
      (Object.keys(QUEUES) as Queue[]).map(async (queue) => {
        const { items, next } = await api.get<ListPage<ClaimSummary>>('/v1/claims', { ...QUEUES[queue], limit: SHOWN });
        return { queue, claims: items, hasMore: next !== undefined };
      }),
    ),
    api.get<ListPage<ListedEntry>>('/v1/entries', { limit: 8 }),
    api.get<ListPage<NarrativeSummary>>('/v1/narratives', { limit: 6 }),
  ]);
  const names = await fetchNames(api, mentionsIn(latest), { ...NO_NAMES, speakers: speakersIn(latest) });
  return { counts: { total, capped, status }, queues, latest, narratives, names };
}
