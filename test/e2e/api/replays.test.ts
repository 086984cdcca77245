import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TestLedger } from './test-ledger.js';

interface ReplayBody {
  readonly id: string;
  readonly status: string;
  readonly digest?: string;
  readonly scenarioDigest: string;
  readonly scenario: { readonly asOf: string };
  readonly counts?: Record<string, number>;
  readonly progress: { readonly claims: number; readonly of: number };
}

describe('/v1/replays', () => {
  let ledger: TestLedger;

  async function replay(scenario: object): Promise<ReplayBody> {
    const { body, headers } = await ledger.post('/v1/replays', { scenario }).expect(202);
    const { id } = body as ReplayBody;
    expect(headers.location).toBe(`/v1/replays/${id}`);
    const { body: ended } = await ledger.get(`/v1/replays/${id}?wait=60`).expect(200);
    return ended as ReplayBody;
  }

  const remove = (id: string, status = 204) => ledger.write('delete', `/v1/replays/${id}`).expect(status);
  const bodyOf = async (path: string) => (await ledger.get(path).expect(200)).body as Record<string, unknown>;
  const itemsOf = async (query: string) =>
    (await bodyOf(`/v1/claims?limit=200${query}`)).items as { id: string; status: string; rule: string }[];

  beforeAll(async () => {
    ledger = await TestLedger.start({ CLAIM_LEDGER_RATE_PER_MINUTE: '0' });
    await ledger.importSeeds();
  }, 60_000);
  afterAll(() => ledger.stop());

  it('answer lists, counts and reads of one claim by what they found', async () => {
    const present = await replay({});
    expect(present).toMatchObject({ status: 'finished', progress: { claims: 140, of: 140 } });
    const states = (items: Awaited<ReturnType<typeof itemsOf>>) =>
      items.map(({ id, status, rule }) => [id, status, rule]);
    expect(states(await itemsOf(`&replay=${present.id}`))).toEqual(states(await itemsOf('')));

    const { id, counts } = await replay({ without: ['type:ConfirmationSought', 'type:StatementRetracted'] });
    expect(counts).not.toHaveProperty('unsubstantiated');
    expect((await bodyOf(`/v1/claim-counts?replay=${id}`)).status).toEqual(counts);
    expect(await itemsOf(`&replay=${id}&status=unsubstantiated`)).toEqual([]);
    expect(await itemsOf('&status=unsubstantiated')).not.toEqual([]);
    const unverified = await itemsOf(`&replay=${id}&status=unverified`);
    expect(unverified.map((claim) => claim.id)).toContain('nato-discusses-kyiv-ceding-territory');
    const one = await bodyOf(`/v1/claims/nato-discusses-kyiv-ceding-territory?replay=${id}`);
    expect(one.verification).toMatchObject({ status: 'unverified' });

    const found = await itemsOf(`&replay=${id}&q=cede&in=claims`);
    expect(found.map((claim) => claim.id)).toEqual((await itemsOf('&q=cede&in=claims')).map((claim) => claim.id));
    expect(found).toContainEqual(
      expect.objectContaining({ id: 'nato-discusses-kyiv-ceding-territory', status: 'unverified' }),
    );
    expect(await itemsOf(`&replay=${id}&q=cede&status=unsubstantiated`)).toEqual([]);

    const page = (await bodyOf(`/v1/claims?limit=50&replay=${id}`)) as { items: object[]; next: string };
    const rest = await bodyOf(`/v1/claims?limit=200&replay=${id}&cursor=${encodeURIComponent(page.next)}`);
    expect([...page.items, ...(rest.items as object[])]).toHaveLength(140);
    await ledger.get(`/v1/claims?limit=200&cursor=${encodeURIComponent(page.next)}`).expect(400);
    await Promise.all([remove(present.id), remove(id)]);
  });

  it('have the same digests for the same scenario, also after a rebuild', async () => {
    const first = await replay({ without: ['actor:tass', 'actor:nato'], validAt: '2024-04-05' });
    const { asOf } = first.scenario;
    const scenario = { asOf, validAt: '2024-04-05T23:59:59.999Z', without: ['actor:nato', 'actor:tass', 'actor:nato'] };
    expect(await replay(scenario)).toMatchObject({ digest: first.digest, scenarioDigest: first.scenarioDigest });
    expect((await replay({ ...scenario, without: ['actor:nato'] })).scenarioDigest).not.toBe(first.scenarioDigest);

    const generation = async () => ((await bodyOf('/v1/status')).readModel as { generation: number }).generation;
    const before = await generation();
    await ledger.post('/v1/read-model/rebuild', {}).expect(202);
    while ((await generation()) === before) await new Promise((resolve) => setTimeout(resolve, 50));
    const again = await replay(scenario);
    expect(again.digest).toBe(first.digest);
    expect(await itemsOf(`&replay=${first.id}`)).toEqual(await itemsOf(`&replay=${again.id}`));
    const { items } = (await bodyOf('/v1/replays')) as { items: { id: string }[] };
    expect(items[0]?.id).toBe(again.id);
    await Promise.all(items.map(({ id }) => remove(id)));
  });

  it('are limited in number, and leave nothing behind when they are removed', async () => {
    const made = await Promise.all([1, 2, 3].map(() => ledger.post('/v1/replays', { scenario: {} }).expect(202)));
    for (const { body } of made) await remove((body as ReplayBody).id);
    for (const { body } of made) await remove((body as ReplayBody).id, 404);

    for (let kept = 0; kept < 8; kept += 1) await replay({});
    const { body, headers } = await ledger.post('/v1/replays', {}).expect(503);
    expect(body).toMatchObject({
      type: 'urn:claim-ledger:problem:too-many-replays',
      detail: expect.stringContaining('8 replays of yours are kept') as unknown,
    });
    expect(headers['retry-after']).toBe('1');
    const second = await ledger.post('/v1/keys', { principal: 'second-desk', scopes: ['replays'] }).expect(201);
    const other = { Authorization: `Bearer ${(second.body as { readonly key: string }).key}` };
    for (let kept = 0; kept < 2; kept += 1) await ledger.post('/v1/replays', {}).set(other).expect(202);
    const { body: all } = await ledger.post('/v1/replays', {}).set(other).expect(503);
    expect(all).toMatchObject({ detail: expect.stringContaining('10 replays are kept') as unknown });
    const { items } = (await bodyOf('/v1/replays')) as { items: { id: string }[] };
    expect(items).toHaveLength(10);
    const { body: temporary } = await ledger.post('/v1/replays', { temporary: true }).expect(202);
    const { id: brief } = temporary as ReplayBody;
    const ended = await bodyOf(`/v1/replays/${brief}?wait=60`);
    expect(ended).toMatchObject({ status: 'finished', temporary: true });
    const left = Date.parse(String(ended.expiresAt)) - Date.parse(String(ended.finishedAt));
    expect(left).toBeGreaterThanOrEqual(600_000);
    expect(left).toBeLessThan(660_000);
    for (let kept = 1; kept < 8; kept += 1) {
      const { body: more } = await ledger.post('/v1/replays', { temporary: true }).expect(202);
      items.push(more as ReplayBody);
      await bodyOf(`/v1/replays/${(more as ReplayBody).id}?wait=60`);
    }
    const { body: full } = await ledger.post('/v1/replays', { temporary: true }).expect(503);
    expect(full).toMatchObject({ detail: expect.stringContaining('8 temporary replays of yours are kept') as unknown });
    await remove(brief);
    for (const { id } of items) await remove(id);
    expect(readdirSync(join(ledger.folder, 'replays'))).toEqual([]);
    await ledger.get(`/v1/replays/${items[0]?.id ?? ''}`).expect(404);
    await ledger.get(`/v1/claims?replay=${items[0]?.id ?? ''}`).expect(400);
  });

  it.each([
    [{ scenario: { without: ['actor:nobody'] } }, '/scenario/without', 'There was no actor "nobody"'],
    [{ scenario: { policy: 'lenient/1' } }, '/scenario/policy', 'There is no policy "lenient/1"'],
    [{ scenario: { asOf: '2999-01-01' } }, '/scenario/asOf', 'later than now'],
    [{ scenario: { validAt: 'soon' } }, '/scenario/validAt', 'soon'],
    [{ scenario: { asOf: '2026-01-01', position: 'x' } }, '/scenario/position', 'position'],
    [{ scenario: { replay: 'x' } }, '/scenario/replay', 'Unknown field'],
    [{ name: '' }, '/name', 'blank'],
    [{ temporary: 'yes' }, '/temporary', 'must be true or false'],
  ])('reject %j', async (body, pointer, message) => {
    const { body: problem } = await ledger.post('/v1/replays', body).expect(422);
    expect(problem).toMatchObject({ errors: [{ pointer, message: expect.stringContaining(message) as unknown }] });
    expect(((await bodyOf('/v1/replays')).items as []).length).toBe(0);
  });

  it('start once for each Idempotency-Key, as long as they are kept', async () => {
    const start = (key: string, scenario: object) =>
      ledger.post('/v1/replays', { scenario }).set('Idempotency-Key', key);
    const [first, second] = await Promise.all([start('audit', {}), start('audit', {})]);
    const { id, createdAt } = first.body as { readonly id: string; readonly createdAt: string };
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body).toMatchObject({ id, createdAt });
    expect(second.headers.location).toBe(`/v1/replays/${id}`);
    await ledger.get(`/v1/replays/${id}?wait=60`).expect(200);
    expect((await start('audit', {}).expect(202)).body).toMatchObject({ id, status: 'finished' });
    const reused = await start('audit', { validAt: '2024-01-01' }).expect(422);
    expect(reused.body).toMatchObject({ type: expect.stringMatching(/:idempotency-key-reused$/) as unknown });

    const made = await ledger.post('/v1/keys', { principal: 'auditor', scopes: ['replays'] }).expect(201);
    const { key } = made.body as { readonly key: string };
    const { body: others } = await start('audit', {}).set('Authorization', `Bearer ${key}`).expect(202);
    expect((others as { readonly id: string }).id).not.toBe(id);
    await remove((others as { readonly id: string }).id);
    await remove(id);
    const again = (await start('audit', {}).expect(202)).body as { readonly id: string };
    expect(again.id).not.toBe(id);
    await remove(again.id);
  });

  it('are for principals, and their parts cannot be combined', async () => {
    const { id } = await replay({});
    expect((await fetch(`${ledger.url}/v1/replays`, { method: 'POST' })).status).toBe(401);
    expect((await fetch(`${ledger.url}/v1/replays/${id}`, { method: 'DELETE' })).status).toBe(401);
    for (const [query, pointer] of [
      [`replay=${id}&asOf=2026-01-01`, '/replay'],
      [`replay=${id}&without=actor:tass`, '/without'],
    ] as const) {
      const { body } = await ledger.get(`/v1/claims/nato-policy-on-ukraine-unchanged?${query}`).expect(400);
      expect(body).toMatchObject({ errors: [{ pointer }] });
    }
    expect(existsSync(join(ledger.folder, 'replays', `${id}.sqlite`))).toBe(true);
    const { body: other } = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['read'] }).expect(201);
    await remove(id, 403).set('Authorization', `Bearer ${(other as { key: string }).key}`);
    await remove(id);
  });
});
