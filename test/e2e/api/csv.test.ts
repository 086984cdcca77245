import { jest } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { Scenarios } from '../../../src/claims/scenario/scenarios.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

const rowsOf = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, record_delimiter: '\r\n' }) as unknown as Record<string, string>[];

describe('lists as CSV', () => {
  let ledger: TestLedger;
  let before: string;

  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    for (let n = 0; n < 120; n += 1) {
      const body = { text: `=Claim ${n}, "quoted"`, language: 'en', kind: 'factual', topics: ['one', 'two'] };
      await ledger.put(`/v1/claims/claim-${n}`, body).expect(201);
    }
    await ledger.put('/v1/narratives/territory', { title: 'Territory' }).expect(201);
    await new Promise((resolve) => setTimeout(resolve, 5));
    before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await ledger
      .post('/v1/claims/talks/entries', [
        { type: 'ClaimReported', id: 'report', by: ['tass'], basis: 'none-given' },
        { type: 'ClaimDenied', id: 'denial', by: ['nato'], basis: 'none-given' },
      ])
      .expect(201);
  });
  afterAll(() => ledger.stop());

  const csv = async (path: string) => {
    const response = await ledger.get(path).set('Accept', 'text/csv').expect(200);
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers['vary']).toContain('Accept');
    return rowsOf(response.text);
  };

  it('have all claims, with the same columns, and formulas made harmless', async () => {
    const rows = await csv('/v1/claims');
    expect(rows).toHaveLength(121);
    expect(rows[0]).toMatchObject({
      id: 'claim-119',
      text: `'=Claim 119, "quoted"`,
      topics: 'one; two',
      status: 'unverified',
      deniedByAbout: 'false',
      reporters: '0',
    });
    const denied = await csv('/v1/claims?status=denied');
    expect(denied).toMatchObject([{ id: 'talks', rule: 'denied/first-hand', reporters: '1', changes: '1' }]);
    expect(Object.keys(denied[0] ?? {})).toEqual(Object.keys(rows[0] ?? {}));
    expect(await csv('/v1/claims?status=denied&sort=reporters')).toHaveLength(1);
  });

  it('end as an aborted response if the replay of which they are is removed meanwhile', async () => {
    const { id } = (await ledger.post('/v1/replays', {}).expect(202)).body as { id: string };
    await ledger.get(`/v1/replays/${id}?wait=60`).expect(200);
    const address = `${ledger.url}/v1/claims?replay=${id}&format=csv`;
    expect(rowsOf(await (await fetch(address)).text())).toHaveLength(121);
    const scenarios = ledger.app.get(Scenarios, { strict: false });
    const listed = scenarios.listed.bind(scenarios);
    let parts = 0;
    jest.spyOn(scenarios, 'listed').mockImplementation((asked) => {
      parts += 1;
      return parts === 1 ? listed(asked) : listed({ replay: 'removed' });
    });
    const response = await fetch(address);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect(parts).toBe(2);
    jest.restoreAllMocks();
  });

  it('hold as of any moment', async () => {
    expect(await csv(`/v1/claims?status=denied&asOf=${before}`)).toEqual([]);
    expect(await csv(`/v1/entries?claim=talks&asOf=${before}`)).toMatchObject([{ entry: 'talks/registered' }]);
  });

  it('exist for entries, actors, documents, narratives, counts and changes', async () => {
    expect(await csv('/v1/entries?claim=talks')).toMatchObject([
      { entry: 'talks/denial', type: 'ClaimDenied', by: 'nato', claimStatus: 'denied' },
      { entry: 'talks/report', basis: 'none-given' },
      { entry: 'talks/registered', by: '' },
    ]);
    expect((await csv('/v1/actors?kind=outlet')).map(({ id }) => id)).toEqual(['la-repubblica', 'tass']);
    expect((await csv('/v1/documents')).map(({ id }) => id)).toEqual(['tass-story']);
    expect(await csv('/v1/narratives')).toMatchObject([{ id: 'territory', title: 'Territory', size: '0' }]);
    expect(await csv('/v1/claim-counts?status=denied')).toEqual(
      expect.arrayContaining([
        { by: 'total', value: 'all', claims: '1' },
        { by: 'outlet', value: 'tass', claims: '1' },
        { by: 'status', value: 'denied', claims: '1' },
      ]),
    );
    const changes = await csv('/v1/changes?claim=talks');
    expect(changes).toMatchObject([
      { status: 'unverified', statusBefore: '', cause: 'entry', causedBy: 'talks/registered' },
      { status: 'denied', statusBefore: 'unverified', causedBy: 'talks/denial' },
    ]);
    expect(await csv('/v1/changes')).toHaveLength(122);
  });

  it('are chosen by the parameter, which takes precedence over Accept', async () => {
    const { headers, text } = await ledger.get('/v1/claims?format=csv').expect(200);
    expect(headers['content-disposition']).toBe('attachment; filename="claims.csv"');
    expect(rowsOf(text)).toHaveLength(121);
    await ledger.get('/v1/claims?format=json').set('Accept', 'text/csv').expect(200).expect('Content-Type', /json/);
    await ledger.get('/v1/claims').set('Accept', '*/*').expect('Content-Type', /json/);
    await ledger.get('/v1/claims').set('Accept', 'text/csv;q=0.5, application/json').expect('Content-Type', /json/);
    await ledger.get('/v1/changes?format=csv').expect('Content-Type', /csv/);
    await ledger.get('/v1/claims').set('Accept', 'text/html').expect(406);
  });

  it.each(['/v1/claims?format=csv&limit=5', '/v1/changes?format=csv&limit=5'])('are never a page: %s', async (path) => {
    const { body } = await ledger.get(path).expect(400);
    expect(body).toMatchObject({ errors: [{ code: 'not-for-csv' }] });
  });

  it('have headers but no body for HEAD', async () => {
    const { headers, text } = await request(ledger.url).head('/v1/claims?format=csv').expect(200);
    expect(headers['content-type']).toContain('text/csv');
    expect(text).toBeFalsy();
  });
});
