import request from 'supertest';
import { seededLedger } from '../../support/openapi-document.js';
import type { TestLedger } from './test-ledger.js';

const CLAIM = 'nato-discusses-territory-for-membership';
const STORY = `/v1/claims/${CLAIM}/story`;

describe('GET /v1/claims/{id}/story', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await seededLedger();
  });
  afterAll(() => ledger.stop());

  it("says how the claim about Jenssen's remark changed, and on whose word", async () => {
    const { body } = await ledger.get(STORY).expect(200);
    const steps = body.steps as Record<string, { text: string; status: string; entry: string }>[];
    expect(steps.map(({ sentence }) => sentence?.text)).toEqual([
      'The claim was registered: its status is unverified.',
      'NATO, whom it is about, denied it: its status changed from unverified to denied.',
      'Stian Jenssen took it back whole: its status changed from denied to retracted.',
    ]);
    expect(body.steps).toMatchObject([
      { after: { rule: 'unverified/none' }, entries: [`${CLAIM}/jenssen-remark`], counts: { ClaimAsserted: 1 } },
      { before: { status: 'unverified' }, entry: { type: 'ClaimDenied', by: [{ name: 'NATO' }] }, entries: [] },
      { before: { status: 'denied' }, after: { rule: 'retracted/taken-back' }, counts: { StatementReworded: 1 } },
    ]);
    const now = await ledger.get(`/v1/claims/${CLAIM}`).expect(200);
    expect(steps.at(-1)?.summary).toEqual(now.body.verification.summary);
    expect(body.steps[0].until).toBe(body.steps[1].recordedAt);
  });

  it('returns pages as the history does, and repeats a step that continues', async () => {
    const first = await ledger.get(`${STORY}?limit=1`).expect(200);
    expect(first.body).toMatchObject({ nextRevision: 0, steps: [{ entries: [] }] });
    const second = await ledger.get(`${STORY}?limit=2&after=0`).expect(200);
    expect(second.body).toMatchObject({
      nextRevision: 2,
      steps: [{ continues: true, entries: [`${CLAIM}/jenssen-remark`] }, { entry: { type: 'ClaimDenied' } }],
    });
  });

  it('returns an entity tag, and 304 for one that is known', async () => {
    const tag = (await ledger.get(STORY).expect(200)).get('ETag') ?? '';
    await request(ledger.url).get(STORY).set('If-None-Match', tag).expect(304);
  });

  it('rejects unknown claims and invalid parameters', async () => {
    await ledger.get('/v1/claims/nobody-said-so/story').expect(404);
    await ledger.get(`${STORY}?limit=1001`).expect(400);
  });
});
