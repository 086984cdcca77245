import type { ClaimView } from '../../../claims/queries/views.js';
import { path } from '../../api/path.js';
import { todayIn } from '../../moment/zoned.js';
import type { PageRequest } from '../../page.js';

export interface IntoNarrativeData {
  readonly claim: Pick<ClaimView, 'id' | 'text' | 'language' | 'narratives'>;
  /** In the page's time zone. */
  readonly today: string;
}

export async function loadIntoNarrative({ api, params, settings }: PageRequest): Promise<IntoNarrativeData> {
  const { id, text, language, narratives } = await api.at({}).get<ClaimView>(path`/v1/claims/${params['id'] ?? ''}`);
  return { claim: { id, text, language, narratives }, today: todayIn(settings.tz ?? 'UTC') };
}
