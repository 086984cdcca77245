import request from 'supertest';
import type { AuditEntry } from '../../../src/access/access.views.js';
import { KeyUsageTracker } from '../../../src/access/key-usage.js';
import { TestLedger } from './test-ledger.js';

describe('/v1/audit and pages of keys', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
  });
  afterAll(() => ledger.stop());

  const get = (path: string) => ledger.write('get', path);
  const create = async (fields: object) =>
    (await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'], ...fields }).expect(201)).body as {
      id: string;
      key: string;
    };
  /** All items of a list, by pages of two. */
  const all = async <Item>(path: string): Promise<Item[]> => {
    const items: Item[] = [];
    for (let url: string | undefined = `${path}${path.includes('?') ? '&' : '?'}limit=2`; url !== undefined;) {
      const { body, headers }: request.Response = await get(url).expect(200);
      expect(body.items.length).toBeLessThanOrEqual(2);
      items.push(...(body.items as Item[]));
      url = /<([^>]+)>; rel="next"/.exec(headers.link ?? '')?.[1];
      expect(url !== undefined).toBe(body.next !== undefined);
    }
    return items;
  };
  const audit = (query = '') => all<AuditEntry>(`/v1/audit${query}`);

  it('list every act with its principal, newest first', async () => {
    const { id, key } = await create({ name: 'News desk', label: 'import', ratePerMinute: 60 });
    await request(ledger.url)
      .put('/v1/actors/ap')
      .set('Authorization', `Bearer ${key}`)
      .send({ kind: 'outlet', name: 'AP' })
      .expect(201);
    await ledger.app.get(KeyUsageTracker).settled();
    await ledger.post(`/v1/keys/${id}/revoke`, { reason: 'Lost with a laptop.' }).expect(201);
    await ledger.post('/v1/principals/desk/events', { type: 'PrincipalAmended', name: 'Desk' }).expect(201);
    const at = expect.stringMatching(/^\d{4}-.*Z$/) as string;
    const made = { principal: 'desk', key: id, scopes: ['record'], label: 'import', ratePerMinute: 60 };
    expect(await audit('?principal=desk')).toEqual([
      { at, by: 'admin', action: 'principal-renamed', principal: 'desk', name: 'Desk' },
      { at, by: 'admin', action: 'key-revoked', principal: 'desk', key: id, reason: 'Lost with a laptop.' },
      { at, by: 'desk', action: 'key-used', principal: 'desk', key: id, on: new Date().toISOString().slice(0, 10) },
      { at, by: 'admin', action: 'key-created', ...made },
      { at, by: 'admin', action: 'principal-registered', principal: 'desk', name: 'News desk' },
    ]);
    const whole = await audit();
    expect(whole.at(-1)).toMatchObject({ action: 'principal-registered', principal: 'admin', by: 'admin' });
    expect(whole.map(({ at }) => at)).toEqual(
      whole
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    expect(JSON.stringify(whole)).not.toMatch(/hash/i);
    expect(await audit(`?key=${id}&action=key-revoked`)).toHaveLength(1);
    expect((await audit('?by=desk')).map(({ action }) => action)).toEqual(['key-used']);
    expect(await audit('?principal=nobody')).toEqual([]);
  });

  it('return each key once, whatever happens between two pages', async () => {
    const made = [];
    for (let n = 0; n < 5; n += 1) made.push((await create({ principal: 'paged' })).id);
    const ids = async (query: string) => (await all<{ id: string }>(`/v1/keys${query}`)).map(({ id }) => id);
    expect(await ids('?principal=paged')).toEqual(made);
    const first = await get('/v1/keys?principal=paged&limit=2').expect(200);
    await ledger.post(`/v1/keys/${made[0] ?? ''}/revoke`, {}).expect(201);
    const later = (await create({ principal: 'paged' })).id;
    const rest = await get(`/v1/keys?principal=paged&limit=9&cursor=${first.body.next as string}`).expect(200);
    expect((rest.body.items as { id: string }[]).map(({ id }) => id)).toEqual([...made.slice(2), later]);
    expect(await ids('?principal=paged&status=active')).toEqual([...made.slice(1), later]);
    expect((await all<{ id: string }>('/v1/principals')).map(({ id }) => id)).toEqual(['admin', 'desk', 'paged']);
    const { body } = await get(`/v1/keys?principal=desk&cursor=${first.body.next as string}`).expect(400);
    expect(body.type).toBe('urn:claim-ledger:problem:cursor-mismatch');
    for (const path of ['/v1/keys?limit=201', '/v1/audit?limit=0', '/v1/audit?action=key-guessed', '/v1/keys?page=2'])
      await get(path).expect(400);
  });

  it('require the scope "admin"', async () => {
    const { key } = await create({ scopes: ['read', 'record', 'rate', 'replays', 'webhooks', 'integrations'] });
    await request(ledger.url).get('/v1/audit').set('Authorization', `Bearer ${key}`).expect(403);
    await ledger.get('/v1/audit').expect(401);
  });
});
