import request from 'supertest';
import { deliver } from '../../support/deliveries.js';
import { asText, recordSmallLedger, TestLedger } from './test-ledger.js';

const SECRET = 'a-secret-of-the-sender';
const report = { type: 'ClaimReported', id: 'report', by: ['tass'], basis: 'none-given' };
const verdict = (id: string) => ({
  type: 'VerdictIssued',
  id,
  by: ['la-repubblica'],
  rating: 'false',
  rationale: 'It is made up.',
  basis: 'reasoning',
});
const voidOf = (voids: string, fields: object = {}) => ({
  type: 'EntryVoided',
  voids,
  reason: 'Recorded on the wrong claim.',
  ...fields,
});

describe('a void takes the scope of what it voids', () => {
  let ledger: TestLedger;
  const keys = { record: '', rate: '' };
  beforeAll(async () => {
    ledger = await TestLedger.start({ CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') });
    await recordSmallLedger(ledger);
    for (const scope of ['record', 'rate'] as const) {
      const { body } = await ledger.post('/v1/keys', { principal: scope, scopes: [scope] }).expect(201);
      keys[scope] = body.key as string;
    }
  });
  afterAll(() => ledger.stop());

  const post = (scope: keyof typeof keys, path: string, body: object) =>
    request(ledger.url).post(path).set('Authorization', `Bearer ${keys[scope]}`).send(body);
  const record = (scope: keyof typeof keys, body: object, query = '') =>
    post(scope, `/v1/claims/talks/entries${query}`, body);
  const importAs = async (scope: keyof typeof keys, lines: readonly object[], query = '') => {
    const text = lines.map((line) => JSON.stringify({ claim: 'talks', ...line })).join('\n');
    const { body } = await asText(
      request(ledger.url)
        .post(`/v1/import${query}`)
        .set('Authorization', `Bearer ${keys[scope]}`)
        .type('application/x-ndjson')
        .send(text),
    ).expect(200);
    const reports = (body as string).trim().split('\n');
    return reports.map((report) => JSON.parse(report) as Record<string, unknown>);
  };
  const lacks = (scope: string) => ({ type: 'urn:claim-ledger:problem:forbidden', status: 403, scope });
  const statusNow = async () => {
    await ledger.ready();
    return (await ledger.get('/v1/claims/talks').expect(200)).body.verification.status as string;
  };
  /** The number of events of the claim. */
  const revision = async () => {
    await ledger.ready();
    return (await ledger.get('/v1/claims/talks').expect(200)).body.revision as number;
  };

  it('of a verdict and of its void: "rate"', async () => {
    await record('rate', verdict('v1')).expect(201);
    const before = await revision();
    const { body, headers } = await record('record', voidOf('v1')).expect(403);
    expect(body).toMatchObject(lacks('rate'));
    expect(headers['www-authenticate']).toContain('scope="rate"');
    expect((await record('record', voidOf('v1'), '?dryRun=true').expect(403)).body).toMatchObject(lacks('rate'));
    expect([await revision(), await statusNow()]).toEqual([before, 'rated']);
    await record('rate', voidOf('v1', { id: 'void-1' }), '?dryRun=true').expect(200);
    await record('rate', voidOf('v1', { id: 'void-1' })).expect(201);
    expect(await statusNow()).not.toBe('rated');
    // The void of the void would restore the verdict.
    await record('record', voidOf('void-1')).expect(403);
    await record('rate', voidOf('void-1')).expect(201);
    expect(await statusNow()).toBe('rated');
  });

  it('of any other entry: "record"', async () => {
    await record('record', report).expect(201);
    expect((await record('rate', voidOf('report')).expect(403)).body).toMatchObject(lacks('record'));
    await record('record', voidOf('report')).expect(201);
  });

  it('of a verdict that another one replaces: "rate", for both, atomically', async () => {
    await record('rate', verdict('wrong')).expect(201);
    const correction = [verdict('right'), voidOf('wrong', { replacement: 'right' })];
    const before = await revision();
    await record('record', correction).expect(403);
    await record('record', voidOf('wrong', { replacement: 'v1' })).expect(403);
    expect(await revision()).toBe(before);
    await record('rate', correction).expect(201);
    expect(await revision()).toBe(before + 2);
  });

  it('in imports, dry or not, line by line', async () => {
    await record('rate', verdict('imported')).expect(201);
    const lines = [{ ...report, id: 'another' }, voidOf('imported'), voidOf('another')];
    const before = await revision();
    const problem = { line: 2, problem: expect.objectContaining(lacks('rate')) as unknown };
    const [, dry] = await importAs('record', lines, '?dryRun=true');
    expect(dry).toMatchObject(problem);
    const [whole, none] = await importAs('record', lines, '?allOrNothing=true');
    expect([whole, none]).toMatchObject([problem, { summary: { recorded: 0, refused: 1 } }]);
    expect(await revision()).toBe(before);
    const [line, summary] = await importAs('record', lines);
    expect([line, summary]).toMatchObject([problem, { summary: { recorded: 2, refused: 1 } }]);
    const [byRater, rest] = await importAs('rate', [voidOf('imported'), voidOf('report')]);
    expect(byRater).toMatchObject({ line: 2, problem: lacks('record') });
    expect(rest).toMatchObject({ summary: { recorded: 1, refused: 1 } });
  });

  it('in what an integration sends', async () => {
    await record('rate', verdict('delivered')).expect(201);
    const create = (id: string, scopes: readonly string[]) =>
      ledger
        .post('/v1/integrations', {
          ...{ id, scopes, secret: SECRET, verification: 'bearer', mapping: { kind: 'commands' } },
        })
        .expect(201);
    await create('recorder', ['record']);
    await create('rater', ['rate']);
    const send = async (id: string) => {
      const line = JSON.stringify({ claim: 'talks', ...voidOf('delivered') });
      const { body } = await deliver(ledger, id, { Authorization: `Bearer ${SECRET}` }, line).expect(202);
      for (;;) {
        const found = await ledger.write('get', `/v1/integrations/${id}/deliveries/${body.id as string}`);
        if (found.body.status === 'processed' || found.body.status === 'failed') return found.body as object;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const reason =
      'Command 1 (EntryVoided) is rejected. The integration lacks the scope "rate". Change its scopes, then retry.';
    const refused = await send('recorder');
    expect(refused).toMatchObject({ status: 'failed' });
    expect(JSON.stringify(refused)).toContain(JSON.stringify(reason).slice(1, -1));
    expect(await send('rater')).toMatchObject({ status: 'processed' });
  });
});
