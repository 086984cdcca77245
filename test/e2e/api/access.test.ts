import request from 'supertest';
import { accessDecider } from '../../../src/access/access.decider.js';
import { ACCESS_STREAM } from '../../../src/access/access.events.js';
import { AccessService } from '../../../src/access/access.service.js';
import { hashOf } from '../../../src/access/api-key.js';
import { KeyUsageTracker } from '../../../src/access/key-usage.js';
import { CommandExecutor } from '../../../src/command-handling/command-executor.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

interface Made {
  readonly id: string;
  readonly key: string;
}

const report = { type: 'ClaimReported', by: ['tass'], basis: 'none-given' };
const verdict = {
  type: 'VerdictIssued',
  by: ['nato'],
  rating: 'false',
  rationale: 'It is made up.',
  basis: 'reasoning',
};

describe('/v1/keys and /v1/principals', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterAll(() => ledger.stop());

  const make = async (fields: object): Promise<Made> =>
    (await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'], ...fields }).expect(201)).body as Made;
  const as = (key: string, method: 'get' | 'post' | 'put', path: string, body?: object) =>
    request(ledger.url)[method](path).set('Authorization', `Bearer ${key}`).send(body);
  const record = (key: string, body: object) => as(key, 'post', '/v1/claims/talks/entries', body);
  const pointers = ({ body }: request.Response) =>
    (body as { errors: { pointer: string; code: string }[] }).errors.map(({ pointer, code }) => `${pointer} ${code}`);

  describe('POST /v1/keys', () => {
    it('returns a new key once, which works immediately', async () => {
      const asked = { principal: 'agency', name: 'The agency', scopes: ['record', 'rate'], label: 'import' };
      const { body, headers } = await ledger.post('/v1/keys', { ...asked, expiresAt: '2999-01-01' }).expect(201);
      expect(body).toMatchObject({
        principal: 'agency',
        scopes: ['record', 'rate'],
        label: 'import',
        expiresAt: '2999-01-01T00:00:00.000Z',
        key: expect.stringMatching(/^clk_[0-9a-f]{12}_[\w-]{43}$/) as string,
        projected: true,
        recorded: [{ type: 'PrincipalRegistered' }, { type: 'KeyCreated' }],
      });
      expect(JSON.stringify(body)).not.toMatch(/hash/i);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['ledger-position']).toBe((body as { position: string }).position);
      const { id, key } = body as Made;
      expect(headers.location).toBe(`/v1/keys/${id}`);
      const { body: shown } = await as(ledger.key, 'get', `/v1/keys/${id}`).expect(200);
      expect(shown).toMatchObject({ id, principal: 'agency', status: 'active', createdBy: 'admin' });
      expect(JSON.stringify(shown)).not.toContain(key);
      await record(key, report).expect(201);
    });

    it('creates no other key for a retry, and does not return the text again', async () => {
      const send = (body: object) => ledger.post('/v1/keys', body).set('Idempotency-Key', 'for-the-archive');
      const asked = { principal: 'archive', scopes: ['record'], label: 'archive' };
      const first = (await send(asked).expect(201)).body as Made;
      const again = (await send(asked).expect(201)).body as Made;
      expect(again).toEqual({ ...first, key: null, note: expect.stringContaining('revoke it') as string });
      const { body } = await as(ledger.key, 'get', '/v1/keys?principal=archive').expect(200);
      expect((body as { items: Made[] }).items.map(({ id }) => id)).toEqual([first.id]);
      await send({ ...asked, scopes: ['admin'] }).expect(422);
    });

    it.each<[string, object, string[]]>([
      ['no principal', { principal: undefined }, ['/principal missing']],
      ['a principal that is not a slug', { principal: 'The Desk' }, ['/principal matches']],
      ['no scope', { scopes: [] }, ['/scopes array-min-size']],
      ['an unknown scope', { scopes: ['record', 'root'] }, ['/scopes/1 not-in-list']],
      ['scopes that are not a list', { scopes: 'record' }, ['/scopes is-array']],
      ['a scope twice', { scopes: ['record', 'record'] }, ['/scopes array-unique']],
      ['an expiry in the past', { expiresAt: '2024-01-01' }, ['/expiresAt in-the-past']],
      ['an expiry that is not a time', { expiresAt: 'next year' }, ['/expiresAt invalid-time']],
      ['another name of a principal', { principal: 'admin', name: 'Root' }, ['/name another-name']],
      ['an unknown field', { secret: 'mine' }, ['/secret unknown-field']],
      ['a given key', { key: 'clk_mine' }, ['/key unknown-field']],
      ['another recorder', { recordedBy: 'desk' }, ['/recordedBy unknown-field']],
    ])('rejects a request with %s', async (_what, change, errors) => {
      const answer = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'], ...change }).expect(422);
      expect(pointers(answer)).toEqual(errors);
    });
  });

  describe('invalid keys', () => {
    it('are rejected from the next request after their revocation', async () => {
      const { id, key } = await make({});
      await record(key, report).expect(201);
      const first = await ledger.post(`/v1/keys/${id}/revoke`, { reason: 'Lost with a laptop.' }).expect(201);
      expect(first.body).toMatchObject({ id, recorded: [{ type: 'KeyRevoked' }] });
      const { body, headers } = await record(key, report).expect(401);
      expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:unauthenticated' });
      expect(headers['www-authenticate']).toBe('Bearer realm="claim-ledger", error="invalid_token"');
      expect((await ledger.post(`/v1/keys/${id}/revoke`, {}).expect(200)).body).toMatchObject({ recorded: [] });
      expect((await as(ledger.key, 'get', `/v1/keys/${id}`).expect(200)).body).toMatchObject({
        status: 'revoked',
        revoked: { by: 'admin', reason: 'Lost with a laptop.' },
      });
    });

    it('are rejected after their expiry', async () => {
      const { id, key } = await make({ expiresAt: new Date(Date.now() + 1_500).toISOString() });
      await record(key, report).expect(201);
      await new Promise((resolve) => setTimeout(resolve, 1_600));
      await record(key, report).expect(401);
      expect((await as(ledger.key, 'get', '/v1/keys?status=expired').expect(200)).body).toMatchObject({
        items: [{ id }],
      });
    });

    it('are distinguished from a missing key', async () => {
      const send = (authorization?: string) => {
        const sent = request(ledger.url).post('/v1/claims/talks/entries').send(report);
        return (authorization === undefined ? sent : sent.set('Authorization', authorization)).expect(401);
      };
      const challenge = async (authorization?: string) =>
        (await send(authorization)).headers['www-authenticate'] as unknown;
      expect(await challenge()).toBe('Bearer realm="claim-ledger"');
      expect(await challenge('Basic YWRtaW46eA==')).toBe('Bearer realm="claim-ledger"');
      for (const wrong of ['Bearer', 'Bearer x', `Bearer ${ledger.key.slice(0, -1)}`, `Bearer ${ledger.key} x`]) {
        expect(await challenge(wrong)).toBe('Bearer realm="claim-ledger", error="invalid_token"');
      }
    });
  });

  describe('scopes', () => {
    const insufficient = (scope: string) => `Bearer realm="claim-ledger", error="insufficient_scope", scope="${scope}"`;
    const forbidden = async (answer: request.Test, scope: string) => {
      const { body, headers } = await answer.expect(403);
      expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:forbidden', status: 403 });
      expect(headers['www-authenticate']).toBe(insufficient(scope));
    };

    it('require "rate" for verdicts and "record" for other entries', async () => {
      const [recorder, rater, reader] = [
        await make({ scopes: ['record'] }),
        await make({ scopes: ['rate'] }),
        await make({ scopes: ['read'] }),
      ];
      const actor = { kind: 'person', name: 'Somebody' };
      await record(recorder.key, { ...report, id: 'scoped' }).expect(201);
      await forbidden(record(recorder.key, verdict), 'rate');
      await forbidden(record(recorder.key, [report, verdict]), 'rate');
      await as(recorder.key, 'put', '/v1/actors/somebody', actor).expect(201);
      await record(rater.key, { ...verdict, id: 'judged' }).expect(201);
      await forbidden(record(rater.key, report), 'record');
      await forbidden(record(rater.key, [verdict, report]), 'record');
      await forbidden(as(rater.key, 'put', '/v1/actors/somebody-else', actor), 'record');
      await forbidden(record(recorder.key, { type: 'VerdictWithdrawn', by: ['nato'], of: 'judged' }), 'rate');
      await forbidden(record(reader.key, report), 'record');
      await forbidden(record(reader.key, verdict), 'rate');
    });

    it('separate replays, webhooks and integrations', async () => {
      const routes = [
        ['replays', 'post', '/v1/replays'],
        ['webhooks', 'get', '/v1/webhooks'],
        ['integrations', 'get', '/v1/integrations'],
        ['integrations', 'get', '/v1/integrations/desk/deliveries'],
      ] as const;
      for (const own of ['replays', 'webhooks', 'integrations'] as const) {
        const { key } = await make({ scopes: [own] });
        for (const [scope, method, path] of routes) {
          const answer = as(key, method, path, method === 'post' ? {} : undefined);
          // Webhooks and integrations are off here.
          if (scope === own) expect([path, [202, 503].includes((await answer).status)]).toEqual([path, true]);
          else await forbidden(answer, scope);
        }
      }
    });

    it('of keys from before "replays" and "integrations" allow what they allowed', async () => {
      const secret = 'A'.repeat(43);
      const old = { principal: 'desk', scopes: ['webhooks'], secretHash: hashOf(secret) } as const;
      const context = { principal: 'admin', correlationId: 'x', causationId: 'x' };
      const command = { command: 'create-key', key: { key: 'fedcba987654', ...old }, now: '2026-01-01' } as const;
      await ledger.app.get(CommandExecutor).record(ACCESS_STREAM, accessDecider, command, context);
      const { key: readAgain } = await make({ scopes: ['webhooks'] });
      await ledger.restart();
      const key = `clk_fedcba987654_${secret}`;
      await as(key, 'get', '/v1/integrations').expect(503);
      await as(key, 'post', '/v1/replays', {}).expect(202);
      await forbidden(as(key, 'get', '/v1/keys'), 'admin');
      await forbidden(as(readAgain, 'get', '/v1/integrations'), 'integrations');
      const { body } = await as(key, 'get', '/v1/whoami').expect(200);
      expect(body).toMatchObject({ scopes: ['replays', 'webhooks', 'integrations'] });
    });

    it('are checked for each line of an import', async () => {
      const { key } = await make({ scopes: ['record'] });
      const lines = [report, verdict].map((line) => JSON.stringify({ ...line, claim: 'talks' })).join('\n');
      const { text } = await request(ledger.url)
        .post('/v1/import')
        .set('Authorization', `Bearer ${key}`)
        .type('application/x-ndjson')
        .buffer(true)
        .parse((response, done) => {
          let received = '';
          response.on('data', (chunk: Buffer) => (received += chunk.toString()));
          response.on('end', () => {
            done(null, received);
          });
        })
        .send(lines)
        .expect(200)
        .then(({ body }) => ({ text: body as string }));
      const [refused, summary] = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(refused).toMatchObject({ line: 2, problem: { status: 403 } });
      expect(summary).toMatchObject({ summary: { recorded: 1, refused: 1 } });
    });

    it('require "admin" for all routes about keys', async () => {
      const { id, key } = await make({ scopes: ['read', 'record', 'rate'] });
      await forbidden(as(key, 'get', '/v1/keys'), 'admin');
      await forbidden(as(key, 'get', `/v1/keys/${id}`), 'admin');
      await forbidden(as(key, 'get', '/v1/principals'), 'admin');
      await forbidden(as(key, 'post', '/v1/keys', { principal: 'desk', scopes: ['admin'] }), 'admin');
      await forbidden(as(key, 'post', `/v1/keys/${id}/revoke`, {}), 'admin');
      await forbidden(
        as(key, 'post', '/v1/principals/desk/events', { type: 'PrincipalAmended', name: 'Admin' }),
        'admin',
      );
      await request(ledger.url).get('/v1/keys').expect(401);
    });
  });

  describe('principals', () => {
    it('are stored with every event, and cannot be set by the request', async () => {
      const { key } = await make({ principal: 'reporter', scopes: ['record'] });
      const bodies: [string, 'put' | 'post', object][] = [
        ['/v1/claims/talks/entries', 'post', report],
        ['/v1/actors/ria', 'put', { kind: 'outlet', name: 'RIA' }],
        ['/v1/documents/a-story', 'put', { publisher: 'tass', title: 'Another story' }],
        ['/v1/narratives/a-narrative', 'put', { title: 'A narrative' }],
        ['/v1/claims/a-claim', 'put', { text: 'It rains.', language: 'en', kind: 'factual' }],
      ];
      for (const [path, method, body] of bodies) {
        const refused = await as(key, method, path, { ...body, recordedBy: 'admin' }).expect(422);
        expect(pointers(refused)).toEqual(['/recordedBy unknown-field']);
        await as(key, method, path, body).expect(201);
      }
      const { body } = await ledger.get('/v1/claims/a-claim/history').expect(200);
      expect(body).toMatchObject({ items: [{ recordedBy: 'reporter' }] });
    });

    it('keep their idempotency keys when their key is replaced', async () => {
      const send = (key: string, body: object = report) => record(key, body).set('Idempotency-Key', 'rotated');
      const old = await make({ principal: 'wire' });
      const first = await send(old.key).expect(201);
      const { key } = await make({ principal: 'wire' });
      await ledger.post(`/v1/keys/${old.id}/revoke`, {}).expect(201);
      expect((await send(key).expect(201)).body).toEqual(first.body);
      await send(key, { ...report, basis: 'named-source' }).expect(422);
      await send(old.key).expect(401);
    });

    it('have separate idempotency keys', async () => {
      const [one, two] = [await make({ principal: 'one' }), await make({ principal: 'two' })];
      const send = (key: string, body: object) => record(key, body).set('Idempotency-Key', 'the-same').expect(201);
      const first = await send(one.key, report);
      const second = await send(two.key, { ...report, basis: 'named-source' });
      expect(second.body).not.toEqual(first.body);
      expect((await send(one.key, report)).body).toEqual(first.body);
    });

    it('are listed, and can be renamed', async () => {
      await make({ principal: 'press', name: 'The Pres' });
      const name = { type: 'PrincipalAmended', name: 'The Press' };
      await ledger.post('/v1/principals/press/events', name).expect(201);
      await ledger.post('/v1/principals/press/events', name).expect(200);
      await ledger.post('/v1/principals/nobody/events', name).expect(404);
      const { body } = await as(ledger.key, 'get', '/v1/principals').expect(200);
      expect((body as { items: object[] }).items).toContainEqual(
        expect.objectContaining({ id: 'press', name: 'The Press', registeredBy: 'admin' }),
      );
    });
  });

  it('rejects the revocation of the last admin key', async () => {
    const { body } = await as(ledger.key, 'get', '/v1/keys?principal=admin').expect(200);
    const [own] = (body as { items: [Made] }).items;
    const revoke = (id: string, key = ledger.key) => as(key, 'post', `/v1/keys/${id}/revoke`, {});
    expect(pointers(await revoke(own.id).expect(422))).toEqual([' last-admin-key']);
    const other = await make({ principal: 'admin', scopes: ['admin'] });
    await revoke(own.id, other.key).expect(201);
    await revoke(other.id, other.key).expect(422);
    await revoke(own.id).expect(401);
    const { text } = await ledger.app
      .get(AccessService)
      .createKey(
        { principal: 'admin', scopes: ['admin'] },
        { principal: 'admin', correlationId: 'x', causationId: 'x' },
      );
    await revoke(other.id, text).expect(201);
    await revoke('0123456789ab', text).expect(404);
  });
});

describe('last use of a key', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await TestLedger.start();
  });
  afterEach(() => ledger.stop());

  it('is returned as a day, also after a restart', async () => {
    const { body: made } = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'] }).expect(201);
    const { id, key } = made as Made;
    const shown = async () => {
      await ledger.app.get(KeyUsageTracker).settled();
      return (await ledger.get(`/v1/keys/${id}`).set('Authorization', `Bearer ${ledger.key}`).expect(200))
        .body as object;
    };
    expect(await shown()).not.toHaveProperty('lastUsedOn');
    const put = () =>
      request(ledger.url)
        .put('/v1/actors/ap')
        .set('Authorization', `Bearer ${key}`)
        .send({ kind: 'outlet', name: 'AP' });
    await put().expect(201);
    const today = new Date().toISOString().slice(0, 10);
    expect(await shown()).toMatchObject({ lastUsedOn: today });
    await ledger.restart();
    await put().expect(200);
    expect(await shown()).toMatchObject({ lastUsedOn: today });
  });
});
