import { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { fetchClaimReport } from '../../../src/cli/show/fetch-claim-report.js';
import { TestLedger } from '../../e2e/api/test-ledger.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await TestLedger.start();
});
afterAll(() => ledger.stop());

it('fetchClaimReport() fetches hundreds of documents in a few requests, and keeps their order', async () => {
  const documents = Array.from({ length: 450 }, (_, n) => `d${(n * 7) % 450}`);
  const [own, others] = [documents.slice(0, 449), documents.slice(449)];
  const claim = (id: string) => ({ type: 'ClaimRegistered', claim: id, text: id, language: 'en', kind: 'factual' });
  const act = { by: ['tass'], basis: 'none-given' };
  const answers = await ledger.import([
    { type: 'ActorRegistered', actor: 'tass', kind: 'outlet', name: 'TASS' },
    ...documents.map((document) => ({ type: 'DocumentRegistered', document, publisher: 'tass', title: document })),
    claim('talks'),
    claim('rumours'),
    ...others.map((document) => ({ type: 'ClaimReported', claim: 'rumours', id: 'there', ...act, document })),
    ...own.map((document) => ({ type: 'ClaimReported', claim: 'talks', ...act, document })),
    { type: 'ClaimReported', claim: 'talks', ...act, cites: [{ entry: 'rumours/there', use: 'credits' }] },
  ]);
  expect(answers.at(-1)).toMatchObject({ summary: { refused: 0 } });
  await ledger.ready();

  const asked: string[] = [];
  class CountingClient extends ApiClient {
    override get<Answer>(...[path, query]: Parameters<ApiClient['get']>): Promise<Answer> {
      asked.push(path);
      return super.get<Answer>(path, query);
    }
  }
  const story = await fetchClaimReport(
    new CountingClient(ledger.url, undefined, new AbortController().signal),
    'talks',
  );
  expect([...story.documents.keys()]).toEqual(documents);
  expect(asked.filter((path) => path === '/v1/documents')).toHaveLength(3);
  expect(asked.length).toBeLessThan(12);
});
