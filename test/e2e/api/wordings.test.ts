import request from 'supertest';
import { seededLedger } from '../../support/openapi-document.js';
import type { TestLedger } from './test-ledger.js';

const JENSSEN = '/v1/claims/nato-discusses-territory-for-membership/wordings';

describe('GET /v1/claims/{id}/wordings', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await seededLedger();
  });
  afterAll(() => ledger.stop());

  it("shows what Jenssen's rewording turned the claim into", async () => {
    const { body } = await ledger.get(JENSSEN).expect(200);
    expect(body).toMatchObject({ total: 3, items: [{ source: 'text' }, { by: [{ name: 'NATO' }] }, {}] });
    const [, denial, reworded] = body.items;
    expect(denial).not.toHaveProperty('predecessor');
    expect(reworded).toMatchObject({
      type: 'StatementReworded',
      by: [{ id: 'jenssen', name: 'Stian Jenssen' }],
      recordedBy: 'admin',
      predecessor: { entry: 'nato-discusses-territory-for-membership/registered', link: 'claim' },
    });
    const marks = { same: '', removed: '-', added: '+' };
    const difference = (reworded.difference as { change: keyof typeof marks; text: string }[])
      .map(({ change, text }) => `${marks[change]}(${text.trim()})`)
      .join(' ');
    expect(difference).toContain('(discussing) -(the idea that Ukraine give up) +(how much) (land)');
  });

  it('returns pages, an entity tag, and 304 for one that is known', async () => {
    const first = await ledger.get(`${JENSSEN}?limit=1`).expect(200);
    expect(first.body).toMatchObject({ total: 3, nextRevision: 0, items: [{ revision: 0 }] });
    const rest = await ledger.get(`${JENSSEN}?after=0`).expect(200);
    expect(rest.body).not.toHaveProperty('nextRevision');
    expect(rest.body.items).toHaveLength(2);
    await request(ledger.url)
      .get(JENSSEN)
      .set('If-None-Match', (await ledger.get(JENSSEN)).get('ETag') ?? '')
      .expect(304);
  });

  it('rejects unknown claims and invalid parameters', async () => {
    await ledger.get('/v1/claims/nobody-said-so/wordings').expect(404);
    await ledger.get(`${JENSSEN}?limit=101`).expect(400);
    await ledger.get(`${JENSSEN}?asOf=2026`).expect(400);
  });
});
