import type { Mention, MentionPage } from '../../src/erasure/search/mention.views.js';
import type { TestLedger } from '../e2e/api/test-ledger.js';

/** All events that have one of the texts, page by page. */
export async function findMentions(
  ledger: Pick<TestLedger, 'post'>,
  texts: readonly string[],
  more: object = {},
): Promise<Mention[]> {
  const found: Mention[] = [];
  let after: string | undefined;
  do {
    const answer = await ledger.post('/v1/redactions/find', { texts, after, ...more }).expect(200);
    const { items, next } = answer.body as MentionPage;
    found.push(...items);
    after = next;
  } while (after !== undefined);
  return found;
}
