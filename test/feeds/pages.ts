import type { TestLedger } from '../api/a-ledger.js';
import type { Told } from './sse-client.js';

export interface FeedPage {
  readonly events: Told[];
  /** Of `Feed-Cursor`. */
  readonly cursor: string;
  /** Of `Link`. */
  readonly next: string | undefined;
}

export async function pageOf(ledger: TestLedger, path: string): Promise<FeedPage> {
  const { text, headers } = await ledger
    .get(path)
    .buffer(true)
    .parse((response, done) => {
      let received = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (received += chunk));
      response.on('end', () => {
        done(null, received);
      });
    })
    .expect(200)
    .then((response) => ({ text: response.body as string, headers: response.headers }));
  return {
    events: JSON.parse(text) as Told[],
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
