import { spawnSync } from 'node:child_process';
import request from 'supertest';
import type { Mention, MentionPage } from '../../../src/erasure/search/mention.views.js';
import { deliver } from '../../support/deliveries.js';
import { findMentions } from '../../support/mentions.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

const NAME = 'Zoë Żyzx';
const SPELLED = 'zoe zyzx';
const SENDER_SECRET = 'a-secret-of-the-sender';
const why = { reason: 'Right to erasure', authority: 'Art. 17 GDPR' };

let ledger: TestLedger;
let counsel: string;
beforeAll(async () => {
  ledger = await TestLedger.start({
    CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
  });
  await recordSmallLedger(ledger);
  const { body } = await ledger.post('/v1/keys', { principal: 'counsel', scopes: ['admin'] }).expect(201);
  counsel = body.key;
});
afterAll(() => ledger.stop());

const page = async (body: object): Promise<MentionPage> =>
  (await ledger.post('/v1/redactions/find', body).expect(200)).body as MentionPage;
const find = (texts: readonly string[], more?: object) => findMentions(ledger, texts, more);
const pointersOf = ({ fields }: Mention, redactable: boolean): string[] =>
  fields.filter((field) => field.redactable === redactable).map(({ of, pointer }) => `${of} ${pointer}`);
async function redact(found: readonly Mention[]): Promise<void> {
  for (const { request: what } of found) {
    if (!what) continue;
    const { body } = await ledger.post('/v1/redactions', { ...what, ...why }).expect(201);
    await request(ledger.url)
      .post(`/v1/redactions/${body.id as string}/approve`)
      .set('Authorization', `Bearer ${counsel}`)
      .expect(201);
  }
}

describe('POST /v1/redactions/find', () => {
  it('finds a name in every kind of stream, with what a redaction takes', async () => {
    await ledger.put('/v1/actors/zoe-zyzx', { kind: 'person', name: NAME, aliases: ['Z', NAME] }).expect(201);
    await ledger.put('/v1/documents/leak', { publisher: 'tass', title: `By ${NAME}` }).expect(201);
    await ledger.put('/v1/narratives/affair', { title: 'Affair', summary: `Of ${NAME}.` }).expect(201);
    await ledger
      .post('/v1/claims/talks/entries', {
        ...{ type: 'ClaimDenied', id: 'denial', by: ['zoe-zyzx'], basis: 'none-given' },
        quote: { text: `${NAME} denies it.` },
      })
      .expect(201);
    await ledger.post('/v1/keys', { principal: 'zoe', name: NAME, scopes: ['read'] }).expect(201);
    const described = { id: 'desk', url: 'http://127.0.0.1:9/', description: `Of ${NAME}` };
    await ledger.post('/v1/webhooks', described).expect(201);
    const { etag } = (await ledger.write('get', '/v1/webhooks/desk').expect(200)).headers;

    const found = await find([SPELLED]);
    expect(found.map((each) => [each.stream, pointersOf(each, true), pointersOf(each, false)])).toEqual([
      ['actor-zoe-zyzx', ['data /aliases/1', 'data /name'], ['stream ']],
      ['document-leak', ['data /title'], []],
      ['narrative-affair', ['data /summary'], []],
      ['claim-talks', ['data /quote/text'], ['data /by/0']],
      ['access', ['data /name'], []],
      ['webhooks', ['data /description'], []],
    ]);
    const [actor] = found;
    expect(actor).toMatchObject({
      ...{ type: 'ActorRegistered', revision: 0 },
      request: { stream: 'actor-zoe-zyzx', revision: 0, fields: ['/aliases/1', '/name'] },
    });
    expect(actor?.fields[2]).toMatchObject({ excerpt: 'zoe-zyzx', instead: expect.stringContaining('Ids') as string });

    const naming = { reason: 'The lawyers of  ZOE ŻYZX', authority: 'Court of Appeal' };
    const { body: refused } = await ledger.post('/v1/redactions', { ...actor?.request, ...naming }).expect(422);
    expect(refused.errors).toMatchObject([{ pointer: '/reason', code: 'repeats-redacted' }]);
    const { body } = await ledger.post('/v1/redactions', { ...actor?.request, ...why }).expect(201);
    expect((await find([SPELLED]))[0]?.requested).toEqual([body.id]);
    const reject = `/v1/redactions/${body.id as string}/reject`;
    const { body: repeating } = await ledger.post(reject, { reason: 'Another ZOE ŻYZX' }).expect(422);
    expect(repeating.errors).toMatchObject([{ pointer: '/reason', code: 'repeats-redacted' }]);
    await ledger.post(reject, { reason: 'Another person' }).expect(201);

    await redact(found);
    const { body: principals } = (await ledger.write('get', '/v1/principals').expect(200)) as {
      body: { items: { id: string; redacted?: object[] }[] };
    };
    const webhook = await ledger.write('get', '/v1/webhooks/desk').expect(200);
    for (const view of [webhook.body as { redacted?: object[] }, principals.items.find(({ id }) => id === 'zoe')]) {
      expect(view?.redacted).toEqual([
        {
          ...{ redaction: expect.any(String) as string, revision: expect.any(Number) as number, ...why },
          fields: [view === webhook.body ? '/description' : '/name'],
          redactedAt: expect.any(String) as string,
        },
      ]);
    }
    expect(webhook.headers['etag']).not.toBe(etag);
    expect(principals.items.find(({ id }) => id === 'counsel')).not.toHaveProperty('redacted');
    const left = await find(['nobody', SPELLED]);
    expect(left.map((each) => [each.stream, pointersOf(each, false), each.request])).toEqual([
      ['actor-zoe-zyzx', ['stream '], undefined],
      ['claim-talks', ['data /by/0'], undefined],
      // Every request names its event, and so the id in the name of the stream.
      ...Array.from({ length: 3 }, () => ['redactions', ['data /target/stream'], undefined]),
    ]);
    expect(await find([SPELLED], { redactable: true })).toEqual([]);
  });

  it('finds a name in deliveries: in headers, in several parts, where two of them meet, in base64', async () => {
    const integration = {
      id: 'wire',
      name: 'Reports of Jana',
      verification: 'bearer',
      secret: SENDER_SECRET,
      mapping: { kind: 'commands' },
    };
    await ledger.post('/v1/integrations', integration).expect(201);
    await ledger.post('/v1/integrations/wire/pause', {}).expect(201);
    const send = async (body: string | Buffer, headers: object = {}): Promise<string> => {
      const all = { Authorization: `Bearer ${SENDER_SECRET}`, ...headers };
      return `delivery-${(await deliver(ledger, 'wire', all, body)).body.id as string}`;
    };
    const short = await send('{"by":"J\\u00e1na Roov\\u00e1"}', { 'X-About': 'jana roova' });
    const [edge, end] = [45_000 - 3, 'x'.repeat(60_000)];
    const shared = await send(`${'-'.repeat(edge)}Jana Roova ${end}`);
    const later = await send(`${'-'.repeat(50_000)}Jana Roova ${end}`);
    const latin = await send(Buffer.from(`\xff J\xe1na Roov\xe1`, 'latin1'));
    const wide = await send(Buffer.from(`\ufeffJana Roova`, 'utf16le'));

    const found = await find(['Jana Roova']);
    expect(found.map(({ stream, request }) => [stream, request?.revision, request?.fields])).toEqual([
      [short, 0, ['/headers', '/body', '/digest']],
      [shared, 0, ['/body', '/digest']],
      [shared, 1, ['/body']],
      [later, 0, ['/digest']],
      [later, 1, ['/body']],
      [latin, 0, ['/body', '/digest']],
      [wide, 0, ['/body', '/digest']],
    ]);
    await redact(found);
    expect(await find(['Jana Roova', 'Roova'])).toEqual([]);

    await redact(await find(['Reports of Jana']));
    const { body: wire } = await ledger.write('get', '/v1/integrations/wire').expect(200);
    expect(wire).toMatchObject({ name: '[redacted]', redacted: [{ fields: ['/name'], ...why }] });
  });

  it('returns pages in the order of the log, without a gap', async () => {
    const all = await find(['ukraine', 'nato', 'tass']);
    expect(all.length).toBeGreaterThan(3);
    expect(all.map(({ position }) => position)).toEqual(all.map(({ position }) => position).toSorted());
    expect(await find(['ukraine', 'nato', 'tass'], { limit: 1 })).toEqual(all);
    const { next, searched, items } = await page({ texts: ['nato'], limit: 1 });
    expect([next, searched > 0]).toEqual([items[0]?.position, true]);
  });

  it('rejects what is too short, too long, too much or not a position, without repeating it', async () => {
    const rejected = async (body: object): Promise<string> => (await ledger.post('/v1/redactions/find', body)).text;
    expect(await rejected({ texts: ['Z'] })).toContain('texts[0] must have at least 2 letters or digits.');
    expect(await rejected({ texts: [' %%% '] })).toContain('at least 2 letters or digits');
    expect(await rejected({ texts: [] })).toContain('/texts');
    expect(await rejected({ texts: ['x'.repeat(201)] })).not.toContain('xx');
    expect(await rejected({ texts: Array.from({ length: 21 }, () => 'ab') })).toContain('/texts');
    expect(await rejected({ texts: ['ab'], after: '1' })).toContain('after must be a position');
    const foreign = '00000000000000000001-00000000@00000000-0000-4000-8000-000000000000';
    await ledger.post('/v1/redactions/find', { texts: ['ab'], after: foreign }).expect(410);
  });

  it('is for administrators', async () => {
    await request(ledger.url)
      .post('/v1/redactions/find')
      .send({ texts: ['ab'] })
      .expect(401);
    const { body } = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record', 'read'] }).expect(201);
    await request(ledger.url)
      .post('/v1/redactions/find')
      .set('Authorization', `Bearer ${body.key as string}`)
      .send({ texts: ['ab'] })
      .expect(403);
  });

  it('leaves no trace of what was sought', async () => {
    const word = 'Qwertzuiop';
    const { headers } = await ledger.post('/v1/redactions/find', { texts: [word] }).expect(200);
    expect(headers['cache-control']).toBe('no-store');
    const { stdout } = spawnSync('grep', ['-rlai', word, ledger.folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect((await ledger.get('/metrics').expect(200)).text.toLowerCase()).not.toContain(word.toLowerCase());
  });
});
