import { TestLedger } from './test-ledger.js';

describe('GET /', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
  });
  afterAll(() => ledger.stop());

  it('returns JSON with links that work, unless the client prefers HTML', async () => {
    for (const accept of [
      undefined,
      '*/*',
      'application/json',
      'text/html, application/json',
      'text/html;q=0.1, */*',
    ]) {
      const asked = ledger.get('/');
      const { body, headers } = await (accept === undefined ? asked : asked.set('Accept', accept)).expect(200);
      expect([accept, headers['content-type'], headers.vary]).toEqual([
        accept,
        'application/json; charset=utf-8',
        'Accept',
      ]);
      const { links } = body as { links: Record<string, string> };
      expect(links).toMatchObject({ docs: '/docs', openapi: '/openapi.json', claims: '/v1/claims' });
      expect(links['documentation']).toMatch(/^https:/);
    }
    for (const path of ['/docs', '/openapi.json', '/v1/claims']) await ledger.get(path).expect(200);
  });

  it('returns 406 to clients that accept neither, and 400 for a query', async () => {
    await ledger.get('/').set('Accept', 'image/png').expect(406);
    await ledger.get('/?x=1').expect(400);
  });
});
