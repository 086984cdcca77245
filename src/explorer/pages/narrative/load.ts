import type { ClaimSummary } from '../../../claims/queries/views.js';
import type { NarrativeView } from '../../../narratives/narratives.queries.js';
import { path } from '../../api/api.js';
import type { PageRequest } from '../../page.js';

export interface NarrativeData {
  readonly id: string;
  readonly title: string;
  readonly summary?: string | undefined;
  /** How many claims it holds. */
  readonly size: number;
  /** The first of them, in the order in which they were added. */
  readonly claims: readonly ClaimSummary[];
  readonly json: string;
}

const SHOWN = 100;

export async function loadNarrative({ api, params }: PageRequest): Promise<NarrativeData> {
  const address = path`/v1/narratives/${params['id'] ?? ''}`;
  const { id, title, summary, size, claims } = await api.get<NarrativeView>(address);
  return { id, title, summary, size, claims: claims.slice(0, SHOWN), json: api.address(address) };
}
