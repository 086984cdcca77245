import { asText, type TestLedger } from '../e2e/api/test-ledger.js';
import type { FeedEvent } from './sse-client.js';

export interface FeedPage {
  readonly events: FeedEvent[];
  /** The header `Feed-Cursor`. */
  readonly cursor: string;
  /** The path in the header `Link`. */
  readonly next: string | undefined;
}

export async function fetchPage(ledger: TestLedger, path: string): Promise<FeedPage> {
  const answer = await asText(ledger.get(path)).expect(200);
  const { headers } = answer;
  return {
    events: JSON.parse(answer.body as string) as FeedEvent[],
    cursor: headers['feed-cursor'] ?? '',
    next: /^<(.+)>; rel="next"$/.exec(headers.link ?? '')?.[1],
  };
}

/** Fetches all pages from this one on by their links. */
export async function fetchAllPages(ledger: TestLedger, path: string): Promise<FeedPage[]> {
  const pages: FeedPage[] = [];
  for (let next: string | undefined = path; next !== undefined; next = pages.at(-1)?.next) {
    pages.push(await fetchPage(ledger, next));
  }
  return pages;
}

export const eventsOf = (pages: readonly FeedPage[]): FeedEvent[] => pages.flatMap(({ events }) => events);
