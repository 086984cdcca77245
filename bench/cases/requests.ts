import type { Request } from 'autocannon';
import type { LedgerServer } from '../servers/ledger-server.js';

/** A claim that requests can refer to. */
export interface KnownClaim {
  readonly id: string;
  readonly revision: number;
}

interface Page {
  readonly items: readonly KnownClaim[];
  readonly next?: string;
}

/** Returns the oldest claims of ordinary size. */
export async function fetchClaims(ledger: LedgerServer, count: number): Promise<KnownClaim[]> {
  const claims: KnownClaim[] = [];
  for (let cursor = ''; ;) {
    const page = await ledger.get<Page>(`/v1/claims?sort=oldest&limit=200${cursor}`);
    claims.push(...page.items.filter(({ revision }) => revision > 0 && revision < 20));
    if (claims.length >= count || page.next === undefined) return claims.slice(0, count);
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
}

/** A typical entry: an outlet reports in its own words what another said. */
export const reportRequest = (claim: Pick<KnownClaim, 'id'>, headers: Readonly<Record<string, string>>): Request => ({
  method: 'POST',
  path: `/v1/claims/${claim.id}/entries`,
  headers: { ...headers },
  body: JSON.stringify({
    type: 'ClaimReported',
    by: ['outlet-7'],
    basis: 'named-source',
    occurredAt: '2014-01-20',
    cites: [{ actor: 'outlet-3', use: 'paraphrases' }],
    quote: {
      text: 'The delivery has been agreed to, and will begin before the summit, said the spokesperson on Tuesday.',
    },
    wording: { text: 'Partners agree to the delivery of air defence systems before the summit.', language: 'en' },
  }),
});
