import { asText, type TestLedger } from '../e2e/api/test-ledger.js';
import type { Told } from './sse-client.js';

export interface FeedPage {
  readonly events: Told[];
  /** Of `Feed-Cursor`. */
  readonly cursor: string;
  /** Of `Link`. */
  readonly next: string | undefined;
}

export async function pageOf(ledger: TestLedger, path: string): Promise<FeedPage> {
  const answer = await asText(ledger.get(path)).expect(200);
  const { headers } = answer;
  return {
    events: JSON.parse(answer.body as string) as Told[],
    cursor: headers['feed-cursor'] ?? '',
    next: /^<(.+)>; rel="next"$/.exec(headers.link ?? '')?.[1],
  };
}

/** Every page from this one on, by its links. */
export async function allPages(ledger: TestLedger, path: string): Promise<FeedPage[]> {
  const pages: FeedPage[] = [];
  for (let next: string | undefined = path; next !== undefined; next = pages.at(-1)?.next) {
    pages.push(await pageOf(ledger, next));
  }
  return pages;
}

export const eventsOf = (pages: readonly FeedPage[]): Told[] => pages.flatMap(({ events }) => events);
