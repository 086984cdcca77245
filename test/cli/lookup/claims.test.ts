import { findClaim, searchClaims, similarClaims } from '../../../src/cli/lookup/claims.js';
import type { ApiClient } from '../../../src/cli/ledger/api-client.js';
import type { TestLedger } from '../../e2e/api/test-ledger.js';
import { namedLedger } from '../../support/named-ledger.js';

let ledger: TestLedger;
let client: ApiClient;
beforeAll(async () => {
  ({ ledger, client } = await namedLedger());
});
afterAll(() => ledger.stop());

describe('findClaim', () => {
  it.each(['ceding', 'NATO discusses land.', 'nato discusses  LAND.'])('finds %s', async (text) => {
    expect((await findClaim(client, text)).id).toBe('ceding');
  });

  it.each(['cedding', 'ced', 'ceding-land'])('suggests ids that are like %s', async (id) => {
    const body = { text: 'Ceding land is discussed.', language: 'en', kind: 'factual', about: [], topics: [] };
    await client.put('/v1/claims/ceding-of-land', body);
    await expect(findClaim(client, id)).rejects.toThrow(/Did you mean .*\(ceding-of-land\)/);
  });

  it('rejects words that are not the whole text, with the claims that they may mean', async () => {
    await expect(findClaim(client, 'discusses land')).rejects.toThrow(
      'There is no claim "discusses land". Did you mean NATO discusses land. (ceding)? To find a claim: claim-ledger search <words>.',
    );
  });
});

it('searchClaims finds claims with all words, else those with some, and one by its id', async () => {
  const ids = async (text: string) => (await searchClaims(client, text)).map(({ id }) => id);
  expect((await ids('nato')).sort()).toEqual(['ceding', 'summit']);
  expect(await ids('nato vilnius kremlin')).toEqual(['summit', 'ceding']);
  expect(await ids('ceding')).toEqual(['ceding']);
  expect(await ids('…')).toEqual([]);
});

it('similarClaims finds claims that share words, most alike first', async () => {
  expect((await similarClaims(client, 'NATO discusses territory'))[0]?.id).toBe('ceding');
});
