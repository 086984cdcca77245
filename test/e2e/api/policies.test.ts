import { ConfigError } from '../../../src/config.js';
import type { InstanceStatus } from '../../../src/operations/operations.views.js';
import type { PolicyView } from '../../../src/policies/policy.views.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

const inUse = async (ledger: TestLedger) => {
  const { items } = (await ledger.get('/v1/policies').expect(200)).body as { items: PolicyView[] };
  return items.filter((policy) => policy.inUse).map(({ name }) => name);
};
const readModelOf = async (ledger: TestLedger) =>
  ((await ledger.get('/v1/status').expect(200)).body as InstanceStatus).readModel;
const verificationOf = async (ledger: TestLedger) =>
  ((await ledger.get('/v1/claims/talks').expect(200)).body as { verification: object }).verification;

describe('GET /v1/policies', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
  });
  afterAll(() => ledger.stop());

  it('lists the released policies, and says which one is in use', async () => {
    const { body } = await ledger.get('/v1/policies').expect(200);
    expect(body).toMatchObject({ items: [{ name: 'standard/1' }, { name: 'strict/1' }] });
    expect(await inUse(ledger)).toEqual(['standard/1']);
  });

  it('returns one version with an entity tag', async () => {
    const { body, headers } = await ledger.get('/v1/policies/strict/1').expect(200);
    expect(body).toMatchObject({ id: 'strict', version: 1, inUse: false, parameters: { independentOrigins: 3 } });
    await ledger
      .get('/v1/policies/strict/1')
      .set('If-None-Match', headers['etag'] ?? '')
      .expect(304);
  });

  it.each(['strict/2', 'strict/01', 'nobody/1'])('has no policy %s', async (name) => {
    const { body } = await ledger.get(`/v1/policies/${name}`).expect(404);
    expect(body).toMatchObject({ detail: `There is no policy "${name}".` });
  });
});

describe('POST /v1/policies', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterAll(() => ledger.stop());

  it('defines a version, which GET returns, and scenarios can name', async () => {
    const denial = { type: 'ClaimDenied', by: ['nato'], basis: 'none-given' };
    await ledger.post('/v1/claims/talks/entries', denial).expect(201);
    const body = { id: 'desk', version: 1, denialBases: ['recording', 'document'], searchGoodForDays: 30 };
    const { headers } = await ledger.post('/v1/policies', body).expect(201);
    expect(headers['location']).toBe('/v1/policies/desk/1');
    const { body: view } = await ledger.get('/v1/policies/desk/1').expect(200);
    expect(view).toMatchObject({
      name: 'desk/1',
      inUse: false,
      definedAt: expect.stringMatching(/Z$/) as unknown,
      parameters: { independentOrigins: 2, denialBases: ['recording', 'document'], searchGoodForDays: 30 },
    });
    const { body: claim } = await ledger.get('/v1/claims/talks?policy=desk/1').expect(200);
    expect(claim).toMatchObject({ verification: { rule: 'unverified/none', policy: 'desk/1' } });
  });

  it('records nothing for the same parameters in another order, and rejects others', async () => {
    const body = { id: 'desk', version: 1, denialBases: ['document', 'recording'], searchGoodForDays: 30 };
    await ledger.post('/v1/policies', body).expect(200);
    const { body: problem } = await ledger.post('/v1/policies', { ...body, searchGoodForDays: 31 }).expect(422);
    expect(problem).toMatchObject({ errors: [{ pointer: '/version', code: 'version-taken' }] });
  });

  it.each([
    [{ raters: ['nobody'] }, '/raters/0', 'unknown-actor'],
    [{ raters: ['tass'], verdictsDecide: false }, '/raters', 'raters-without-verdicts'],
    [{ independentOrigins: 1 }, '/independentOrigins', 'min'],
    [{ independentOrigins: 'two' }, '/independentOrigins', 'is-int'],
    [{ denialBases: [] }, '/denialBases', 'array-min-size'],
    [{ denialBases: ['hearsay'] }, '/denialBases/0', 'not-in-list'],
    [{ searchGoodForDays: 0 }, '/searchGoodForDays', 'min'],
    [{ unnamedSupport: 'no' }, '/unnamedSupport', 'is-boolean'],
    [{ version: 3 }, '/version', 'not-next-version'],
    [{ id: 'strict', version: 1 }, '/policy', 'released-policy'],
  ])('rejects %j', async (wrong, pointer, code) => {
    const { body } = await ledger.post('/v1/policies', { id: 'desk', version: 2, ...wrong }).expect(422);
    expect((body as { errors: object[] }).errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it('takes them as lines of an import, and publishes them', async () => {
    const line = { type: 'PolicyDefined', policy: 'import', version: 1, raters: ['tass'] };
    expect(await ledger.import([line])).toMatchObject([{ summary: { recorded: 1 } }]);
    const { body } = await ledger.get('/v1/events?type=policy.defined').expect(200);
    expect(body).toMatchObject([
      { type: 'claim-ledger.policy.defined.v1', subject: 'policy/desk' },
      { type: 'claim-ledger.policy.defined.v1', subject: 'policy/import', data: { version: 1, raters: ['tass'] } },
    ]);
  });

  it('can be the policy of the ledger once it is defined', async () => {
    await ledger.restartWith({ CLAIM_LEDGER_POLICY: 'desk/1' });
    await ledger.ready();
    expect(await verificationOf(ledger)).toMatchObject({ rule: 'unverified/none', policy: 'desk/1' });
    expect(await inUse(ledger)).toEqual(['desk/1']);
  });
});

describe('CLAIM_LEDGER_POLICY', () => {
  it('is rejected if there is no such policy, with those that there are', async () => {
    const start = TestLedger.start({ CLAIM_LEDGER_POLICY: 'strict/7' });
    await expect(start).rejects.toThrow(ConfigError);
    await expect(start).rejects.toThrow(
      'CLAIM_LEDGER_POLICY names the policy "strict/7", which does not exist. Known: standard/1, strict/1. To define another one, run "claim-ledger policies define" under one of these.',
    );
  });

  it('selects the policy by which claims are evaluated; changing it back finds the read model of before', async () => {
    const ledger = await TestLedger.start();
    try {
      await recordSmallLedger(ledger);
      const denial = { type: 'ClaimDenied', by: ['nato'], basis: 'none-given' };
      await ledger.post('/v1/claims/talks/entries', denial).expect(201);
      expect(await verificationOf(ledger)).toMatchObject({ rule: 'denied/first-hand', policy: 'standard/1' });

      await ledger.restartWith({ CLAIM_LEDGER_POLICY: 'strict/1' });
      await ledger.ready();
      expect(await verificationOf(ledger)).toMatchObject({
        rule: 'unverified/none',
        policy: 'strict/1',
        withoutEffect: [{ reason: 'weak-basis' }],
      });
      expect(await inUse(ledger)).toEqual(['strict/1']);
      expect(await readModelOf(ledger)).toMatchObject({ policy: 'strict/1', generation: 2 });

      await ledger.restartWith({});
      expect(await readModelOf(ledger)).toMatchObject({ policy: 'standard/1', generation: 1 });
      expect(await verificationOf(ledger)).toMatchObject({ rule: 'denied/first-hand' });
    } finally {
      await ledger.stop();
    }
  });

  it('is the policy of previews of a dry run', async () => {
    const ledger = await TestLedger.start({ CLAIM_LEDGER_POLICY: 'strict/1' });
    try {
      await recordSmallLedger(ledger);
      const lines = [
        { type: 'ClaimRegistered', claim: 'ceding', text: 'Ceding.', language: 'en', kind: 'factual', about: ['nato'] },
        { type: 'ClaimDenied', claim: 'ceding', by: ['nato'], basis: 'none-given' },
        { type: 'ClaimDenied', claim: 'ceding', by: ['nato'], basis: 'document' },
      ];
      const reports = await ledger.import(lines, '?dryRun=true');
      expect(JSON.stringify(reports)).toContain('denied/first-hand');
      const weak = await ledger.import(lines.slice(0, 2), '?dryRun=true');
      expect(JSON.stringify(weak)).not.toContain('denied/first-hand');
    } finally {
      await ledger.stop();
    }
  });
});
