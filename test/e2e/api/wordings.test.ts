import request from 'supertest';
import type { WordingView } from '../../../src/claims/wordings/wordings.views.js';
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

  it('marks what does not count under a scenario, and compares nothing with it', async () => {
    const items = async (query: string) =>
      (await ledger.get(`${JENSSEN}?${query}`).expect(200)).body.items as WordingView[];
    const [, denial, reworded] = await items('without=actor:jenssen');
    expect(denial).not.toHaveProperty('withoutEffect');
    expect(reworded).toMatchObject({ type: 'StatementReworded', withoutEffect: 'excluded' });
    expect(reworded).not.toHaveProperty('predecessor');
    expect(reworded).not.toHaveProperty('difference');
    expect(await items('only=type:StatementReworded')).toMatchObject([
      { source: 'text' },
      { withoutEffect: 'excluded' },
      { predecessor: { link: 'claim' } },
    ]);
    expect((await items('validAt=2020-01-01')).map((item) => 'predecessor' in item)).not.toContain(true);
  });

  it('distinguishes what had not happened by then from what may have', async () => {
    await ledger
      .put('/v1/claims/pier', { text: 'The pier closes.', language: 'en', kind: 'factual', about: ['nato'] })
      .expect(201);
    const said = (id: string, occurredAt: string | undefined, text: string) => ({
      id,
      type: 'ClaimReported',
      by: ['tass'],
      basis: 'none-given',
      occurredAt,
      wording: { text, language: 'en' },
    });
    const entries = [
      said('past', '2024-03-01', 'The pier is closing.'),
      said('undated', undefined, 'The pier will close.'),
      said('later', '2024-05-01', 'The pier has closed.'),
    ];
    await ledger.post('/v1/claims/pier/entries', entries).expect(201);
    const read = async (query: string) => {
      const { body } = await ledger.get(`/v1/claims/pier/wordings?${query}`).expect(200);
      return (body.items as WordingView[]).map(({ withoutEffect, predecessor }) => [withoutEffect, predecessor?.entry]);
    };
    expect(await read('validAt=2024-04-01')).toEqual([
      [undefined, undefined],
      [undefined, 'pier/registered'],
      ['possibly', undefined],
      ['not-happened', undefined],
    ]);
    expect(await read('without=entry:pier/past')).toEqual([
      [undefined, undefined],
      ['excluded', undefined],
      [undefined, 'pier/later'],
      [undefined, 'pier/registered'],
    ]);
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
