import { TestLedger } from './a-ledger.js';

const tass = { type: 'ActorRegistered', actor: 'tass', kind: 'outlet', name: 'TASS' };
const claim = { type: 'ClaimRegistered', claim: 'rain', text: 'It rains.', language: 'en', kind: 'factual' };
const report = { type: 'ClaimReported', claim: 'rain', by: ['tass'], basis: 'none-given' };

describe('import', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await TestLedger.start();
  });
  afterEach(() => ledger.stop());

  it('keeps the good lines, and reports each bad one with its number and its reason', async () => {
    const reports = await ledger.import([
      tass,
      '{"type":',
      claim,
      { ...report, by: ['nobody'] },
      '',
      { ...report, type: 'ClaimWhispered' },
      { ...report, claim: 'snow' },
      report,
    ]);
    expect(reports).toEqual([
      { line: 2, problem: expect.objectContaining({ status: 400 }) as unknown },
      {
        line: 4,
        problem: expect.objectContaining({
          errors: [expect.objectContaining({ pointer: '/by/0', code: 'unknown-actor' })],
        }) as unknown,
      },
      {
        line: 6,
        problem: expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/type' })] }) as unknown,
      },
      { line: 7, problem: expect.objectContaining({ status: 404 }) as unknown },
      {
        summary: expect.objectContaining({
          lines: 8,
          recorded: 3,
          unchanged: 0,
          refused: 4,
          complete: true,
          projected: true,
        }) as unknown,
      },
    ]);
    expect((await ledger.get('/v1/claims/rain').expect(200)).body).toMatchObject({ revision: 1 });
  });

  it('changes nothing when the same file comes again, although two of its lines are equal', async () => {
    const file = [tass, claim, report, report];
    expect(await ledger.import(file)).toMatchObject([{ summary: { recorded: 4, unchanged: 0 } }]);
    expect((await ledger.get('/v1/claims/rain')).body).toMatchObject({ revision: 2 });
    expect(await ledger.import(file)).toMatchObject([{ summary: { recorded: 0, unchanged: 4 } }]);
    await ledger.restart();
    expect(await ledger.import(file)).toMatchObject([{ summary: { recorded: 0, unchanged: 4 } }]);
    expect((await ledger.get('/v1/claims/rain')).body).toMatchObject({ revision: 2 });
  });

  it('knows a line by its key, whatever the file around it', async () => {
    await ledger.import([tass, claim, { ...report, key: 'wire-17' }]);
    expect(await ledger.import([{ ...report, key: 'wire-17' }])).toMatchObject([{ summary: { unchanged: 1 } }]);
    expect(await ledger.import([{ ...report, key: 'wire-17', basis: 'document' }])).toMatchObject([
      { line: 1, problem: { type: 'urn:claim-ledger:problem:idempotency-key-reused' } },
      { summary: { refused: 1 } },
    ]);
  });

  it('needs a key, and NDJSON', async () => {
    await ledger.write('post', '/v1/import').unset('Authorization').type('application/x-ndjson').send('{}').expect(401);
    await ledger.post('/v1/import', tass).expect(400);
  });
});
