import type { FoundClaim } from '../../../claims/queries/views.js';
import type { Page } from '../../../read-model/pagination.js';
import type { PageRequest } from '../../page.js';

export interface RecordData {
  readonly q: string;
  /** What the words find; without words, the claims that something was recorded on lately. */
  readonly claims: readonly Pick<FoundClaim, 'id' | 'text' | 'language' | 'status' | 'rating'>[];
}

const SHOWN = 20;

export async function loadRecord({ api, query }: PageRequest): Promise<RecordData> {
  const q = query.get('q')?.trim() ?? '';
  const { items } = await api
    .at({})
    .get<Page<FoundClaim>>('/v1/claims', { ...(q === '' ? { sort: 'activity' } : { q }), limit: SHOWN });
  return {
    q,
    claims: items.map(({ id, text, language, status, rating }) => ({
      ...{ id, text, language, status },
      ...(rating && { rating }),
    })),
  };
}
