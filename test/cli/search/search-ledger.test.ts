import type { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { isEmpty, searchLedger, searchSimilar, type SearchResults } from '../../../src/cli/search/search-ledger.js';
import type { TestLedger } from '../../e2e/api/test-ledger.js';
import { namedLedger } from '../../support/named-ledger.js';

let ledger: TestLedger;
let client: ApiClient;
beforeAll(async () => {
  ({ ledger, client } = await namedLedger());
});
afterAll(() => ledger.stop());

const idsOf = ({ claims, actors, documents, narratives }: SearchResults) =>
  [claims, actors, documents, narratives].map(({ items }) =>
    (items as readonly { readonly id: string }[]).map(({ id }) => id).sort(),
  );

it.each([
  ['nato', [['ceding', 'summit'], ['nato'], [], []]],
  ['NAT', [['ceding', 'summit'], ['nato'], [], []]],
  ['jenssen', [['ceding'], ['jenssen'], [], []]],
  ['el país', [['ceding'], ['el-pais'], ['page'], []]],
  ['ceding', [['ceding'], [], [], []]],
  ['statement', [[], [], ['statement'], []]],
  ['https://elpais.example/a?b=1', [[], [], ['page'], []]],
  ['membership', [[], [], [], ['territory']]],
  ['stian jensen', [[], [], [], []]],
])('searchLedger finds %s by words, beginnings, ids and URLs', async (text, ids) => {
  expect(idsOf(await searchLedger(client, text, 10))).toEqual(ids);
});

it('searchLedger returns the status of a claim, also of one found by its id, and the same fields except matches', async () => {
  const byId = (await searchLedger(client, 'ceding', 10)).claims.items;
  const byWords = (await searchLedger(client, 'discusses land', 10)).claims.items;
  expect(byWords).toEqual(byId.map((claim) => ({ ...claim, matches: [expect.objectContaining({ in: 'claims' })] })));
  expect(byId).toMatchObject([{ id: 'ceding', status: 'rated', rating: 'false' }]);
  const [jenssen] = (await searchLedger(client, 'smith-mp', 10)).actors.items;
  const [same] = (await searchLedger(client, 'john', 10)).actors.items.filter(({ id }) => id === 'smith-mp');
  expect(jenssen).toEqual(same);
});

it('searchLedger returns up to the limit of each kind', async () => {
  const { actors, documents } = await searchLedger(client, 'john smith', 1);
  expect([actors.items.length, actors.hasMore, documents.hasMore]).toEqual([1, true, false]);
});

it('searchSimilar finds what is close to a misspelled name', async () => {
  expect(idsOf(await searchSimilar(client, 'stian jensen', 10))[1]).toEqual(['jenssen']);
  expect(idsOf(await searchSimilar(client, 'teritory', 10))[3]).toEqual(['territory']);
  expect(isEmpty(await searchSimilar(client, 'zzzqqq', 10))).toBe(true);
});
