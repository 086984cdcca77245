import type { ApiClient } from '../ledger/api-client.js';

/** What the pages of a claim's history, story and wordings have in common. */
interface HistoryPage {
  /** Absent on the last page. */
  readonly nextRevision?: number;
}

/** All pages of a read that follows a claim's history, by the revisions of its entries. */
export async function* historyPages<Page extends HistoryPage>(
  client: ApiClient,
  claim: string,
  read: 'history' | 'story' | 'wordings',
  limit?: number,
): AsyncGenerator<Page> {
  let after: number | undefined;
  do {
    const page: Page = await client.get(`/v1/claims/${encodeURIComponent(claim)}/${read}`, { limit, after });
    yield page;
    after = page.nextRevision;
  } while (after !== undefined);
}
