import type { ClaimCounts, ClaimSummary, ListedEntry } from '../../../claims/queries/views.js';
import { STATUSES } from '../../../domain/vocabulary.js';
import type { NarrativeSummary } from '../../../narratives/narratives.queries.js';
import type { Page as ListPage } from '../../../read-model/pagination.js';
import { type ListedClaim, listed } from '../../api/listed-claim.js';
import { mentionsIn } from '../../api/mentions.js';
import { actsIn, fetchNames, type Names, NO_NAMES } from '../../api/names.js';
import type { Api } from '../../api/api.js';
import { isPast, type Settings } from '../../moment/settings.js';
import type { PageRequest } from '../../page.js';
import type { Words } from '../../words/words.js';

/** What somebody should look at. */
export type QueueName = 'soon' | 'overdue' | 'disputed' | 'expired' | 'decided';

export interface Queue {
  readonly name: QueueName;
  /** The parameters of its list. */
  readonly query: Readonly<Record<string, string>>;
  /** The first claims of the list. */
  readonly claims: readonly ListedClaim[];
  readonly hasMore: boolean;
}

export interface HomeData {
  readonly counts: Pick<Required<ClaimCounts>, 'total' | 'capped' | 'status'>;
  readonly queues: readonly Queue[];
  readonly latest: readonly ListedEntry[];
  readonly narratives: readonly NarrativeSummary[];
  readonly names: Names;
}

const SHOWN = 3;
/** The time ahead within which a date changes a state soon. */
const AHEAD_MS = 14 * 24 * 3_600_000;

export async function loadHome({ api, settings, words }: PageRequest): Promise<HomeData> {
  const [{ total, capped, status = {} }, queues, { items: latest }, { items: narratives }] = await Promise.all([
    api.get<ClaimCounts>('/v1/claim-counts', { by: 'status' }),
    Promise.all(queuesAt(settings).map(({ name, query }) => fetchQueue(api, name, query, words))),
    api.get<ListPage<ListedEntry>>('/v1/entries', { limit: 8 }),
    api.get<ListPage<NarrativeSummary>>('/v1/narratives', { limit: 6 }),
  ]);
  const names = await fetchNames(api, mentionsIn(latest), { ...NO_NAMES, ...actsIn(latest) });
  return { counts: { total, capped, status }, queues, latest, narratives, names };
}

/** All but those in which the record decides nothing of whether the claim is so. */
const DECIDED = STATUSES.filter((status) => !['unverified', 'open', 'stated'].includes(status));

function queuesAt(settings: Settings): readonly Pick<Queue, 'name' | 'query'>[] {
  const soon = new Date(Date.now() + AHEAD_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
  return [
    { name: 'decided', query: { status: DECIDED.join(), sort: 'since' } },
    // What was to come at a moment of the past has come since.
    ...(isPast(settings) ? [] : [{ name: 'soon', query: { changesBefore: soon } } as const]),
    { name: 'overdue', query: { rule: 'open/overdue' } },
    { name: 'disputed', query: { status: 'disputed', sort: 'since' } },
    { name: 'expired', query: { rule: 'unverified/search-expired' } },
  ];
}

async function fetchQueue(api: Api, name: QueueName, query: Queue['query'], words: Words): Promise<Queue> {
  const { items, next } = await api.get<ListPage<ClaimSummary>>('/v1/claims', { ...query, limit: SHOWN });
  return { name, query, claims: items.map((claim) => listed(claim, words)), hasMore: next !== undefined };
}
