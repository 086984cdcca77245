import type { WordingsView, WordingView } from '../../claims/wordings/wordings.views.js';
import type { ApiClient } from '../ledger/api-client.js';
import { historyPages } from './history-pages.js';

/** All pages of a claim's wordings as one. Throws an `ApiProblemError` if the claim doesn't exist. */
export async function fetchWordings(client: ApiClient, id: string): Promise<WordingsView> {
  const items: WordingView[] = [];
  let counts: Omit<WordingsView, 'items'> = { claim: id, total: 0 };
  for await (const page of historyPages<WordingsView>(client, id, 'wordings')) {
    const { items: found, ...others } = page;
    items.push(...found);
    counts = others;
  }
  return { ...counts, items };
}
