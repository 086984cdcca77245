import type { WordingsView, WordingView } from '../../claims/wordings/wordings.views.js';
import type { ApiClient } from '../ledger/api-client.js';

/** All pages of a claim's wordings as one. Throws an `ApiProblemError` if the claim doesn't exist. */
export async function fetchWordings(client: ApiClient, id: string): Promise<WordingsView> {
  const items: WordingView[] = [];
  let after: number | undefined;
  let last: WordingsView;
  do {
    last = await client.get(`/v1/claims/${encodeURIComponent(id)}/wordings`, { after });
    items.push(...last.items);
    after = last.nextRevision;
  } while (after !== undefined);
  return { ...last, items };
}
