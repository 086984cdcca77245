import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import request from 'supertest';
import type { ApprovedRedaction, RedactionRequestView } from '../../../src/erasure/redaction.views.js';
import type { Json } from '../../../src/lib/json.js';
import { canonicalJson } from '../../../src/lib/digest.js';
import type { Problem } from '../../../src/http/problem.js';
import { checkStoredLog } from '../../../src/archive/verify/stored-log-check.js';
import { Faults } from '../../../src/archive/verify/faults.js';
import { upcastEvent } from '../../../src/ledger/open-event-log.js';
import { asText, recordSmallLedger, TestLedger } from './test-ledger.js';

const IN_EVENT_STORE = process.env.CLAIM_LEDGER_TEST_STORE === 'event-store';
const SECRET = 'Zzyzx';
const QUOTE = `Mr ${SECRET} himself was in the room.`;

const denial = {
  type: 'ClaimDenied',
  id: 'denial',
  by: ['nato'],
  basis: 'witnessed',
  document: 'tass-story',
  occurredAt: '2024-04-09',
  quote: { text: QUOTE },
  wording: { text: `Only ${SECRET} says that Kyiv cedes territory.`, language: 'en' },
  capacity: `spokesman of ${SECRET}`,
};
const why = { reason: 'Right to erasure', authority: 'Landgericht Hamburg, 324 O 1/26' };

let ledger: TestLedger;
let second: string;
beforeAll(async () => {
  ledger = await TestLedger.start();
  await recordSmallLedger(ledger);
  const { body } = await ledger.post('/v1/keys', { principal: 'counsel', scopes: ['admin', 'record'] }).expect(201);
  second = body.key;
});
afterAll(() => ledger.stop());

const asSecond = (path: string, body: object = {}) =>
  request(ledger.url).post(path).set('Authorization', `Bearer ${second}`).send(body);
const get = (path: string) => ledger.write('get', path);
const ask = async (body: object): Promise<string> =>
  (await ledger.post('/v1/redactions', { ...why, ...body }).expect(201)).body.id as string;
const approve = async (id: string) =>
  (await asSecond(`/v1/redactions/${id}/approve`).expect(201)).body as ApprovedRedaction;
const redactNow = async (body: object): Promise<ApprovedRedaction> => approve(await ask(body));
const view = async (id: string) => (await get(`/v1/redactions/${id}`).expect(200)).body as RedactionRequestView;
/** Resolves when no file of this instance should hold it any more. */
const erased = async (id: string): Promise<RedactionRequestView> => {
  for (;;) {
    const found = await view(id);
    if (found.erasure && !Object.values(found.erasure).includes('pending')) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** The files of the data folder that have these bytes. In a process of its own: here, closing a file would end its locks. */
function filesWith(text: string): string[] {
  const { stdout } = spawnSync('grep', ['-rlai', text, ledger.folder], { encoding: 'utf8' });
  return stdout.split('\n').filter((name) => name !== '');
}

describe('/v1/redactions', () => {
  it('redacts an entry everywhere, also as of before, and leaves its state and its place as they were', async () => {
    await ledger.post('/v1/claims/talks/entries', denial).expect(201);
    const { body: state } = await get('/v1/claims/talks').expect(200);
    const before = await get('/v1/claims/talks/entries/denial').expect(200);
    expect((await get(`/v1/claims?q=${SECRET}`)).body.items).toHaveLength(1);

    const id = await ask({ entry: 'talks/denial' });
    expect(await view(id)).toMatchObject({
      ...{ id, status: 'requested', requestedBy: 'admin', ...why },
      fields: ['/quote/text', '/wording/text', '/capacity'],
      target: { stream: 'claim-talks', revision: 1, type: 'ClaimDenied' },
    });
    expect((await get('/v1/claims/talks/entries/denial')).text).toContain(SECRET);

    const approved = await approve(id);
    expect(approved).toMatchObject({ id, projected: true, recorded: [{ type: 'EntryRedacted' }] });
    expect(approved.salt).toMatch(/^[0-9a-f]{64}$/);

    const { body: entry, headers } = await get('/v1/claims/talks/entries/denial').expect(200);
    const redacted = '[redacted]';
    expect(entry.data).toEqual({
      ...Object.fromEntries(Object.entries(denial).filter(([name]) => name !== 'type')),
      extent: 'whole',
      quote: { text: redacted },
      wording: { text: redacted, language: 'en' },
      capacity: redacted,
    });
    expect(entry).toMatchObject({ revision: 1, position: before.body.position, recordedAt: before.body.recordedAt });
    expect(entry.redacted).toMatchObject([{ redaction: id, revision: 1, fields: (await view(id)).fields, ...why }]);
    expect(headers.etag).not.toBe(before.headers.etag);

    const { body: after } = await get('/v1/claims/talks').expect(200);
    expect(after.verification).toEqual(state.verification);
    expect(after.redacted).toHaveLength(1);

    const asOf = encodeURIComponent(before.body.recordedAt as string);
    const paths = [
      ...[`/v1/claims/talks/entries/denial?asOf=${asOf}`, `/v1/claims/talks/history?asOf=${asOf}`],
      ...['/v1/claims/talks/history', '/v1/claims/talks/wordings', `/v1/claims/talks/wordings?asOf=${asOf}`],
      ...['/v1/claims/talks/story', '/v1/entries', `/v1/events/${entry.position as string}`, '/v1/events'],
      ...['/v1/export', '/v1/claims/talks/provenance', '/claims/talks', '/claims/talks/entries/denial'],
    ];
    for (const path of paths) {
      const { body, status } = await asText(get(path));
      expect([path, status, (body as string).includes(SECRET)]).toEqual([path, 200, false]);
    }
    for (const query of [`q=${SECRET}`, `q=${SECRET}&asOf=${asOf}`]) {
      const { body } = await get(`/v1/claims?${query}`).expect(200);
      expect(body.items).toEqual([]);
    }
  });

  it('lets somebody who holds the original prove it by the salt', async () => {
    await ledger.post('/v1/claims/talks/entries', { ...denial, id: 'proved' }).expect(201);
    const { body } = await get('/v1/claims/talks/entries/proved').expect(200);
    const { id, salt } = await redactNow({ entry: 'talks/proved' });
    const digest = createHash('sha256')
      .update(Buffer.from(salt ?? '', 'hex'))
      .update(canonicalJson(body.data as Json))
      .digest('hex');
    expect((await view(id)).digest).toBe(digest);
    expect((await asText(get('/v1/export')).expect(200)).body).not.toContain(salt);
  });

  it('removes the bytes from every file of the data folder, and verifies', async () => {
    await ledger
      .put('/v1/actors/witness', { kind: 'person', name: `Jane ${SECRET}`, aliases: [`J. ${SECRET}`] })
      .expect(201);
    await ledger
      .put('/v1/documents/leak', { publisher: 'tass', title: SECRET, url: `https://x.example/${SECRET}` })
      .expect(201);
    await ledger
      .put('/v1/narratives/affair', { title: `The ${SECRET} affair`, summary: `What ${SECRET} did.` })
      .expect(201);
    await ledger
      .put('/v1/claims/scandal', { text: `${SECRET} was bribed.`, language: 'en', kind: 'factual', topics: [SECRET] })
      .expect(201);
    await ledger.post('/v1/claims/scandal/entries', { ...denial, by: ['witness'], id: 'd1' }).expect(201);
    await ledger.ready();
    if (!IN_EVENT_STORE) expect(filesWith(SECRET).length).toBeGreaterThan(1);

    const targets = [
      { entry: 'scandal/registered' },
      { entry: 'scandal/d1' },
      { stream: 'actor-witness', revision: 0 },
      { stream: 'document-leak', revision: 0 },
      { stream: 'narrative-affair', revision: 0 },
    ];
    const ids: string[] = [];
    for (const target of targets) ids.push((await redactNow(target)).id);
    for (const id of ids) {
      const { erasure } = await erased(id);
      const log = IN_EVENT_STORE ? 'masked' : 'erased';
      expect(erasure).toEqual({ log, readModel: 'erased', copies: 'erased' });
    }
    expect(filesWith(SECRET)).toEqual([]);

    const views = ['claims/scandal', 'actors/witness', 'documents/leak', 'narratives/affair'];
    for (const path of views)
      expect((await get(`/v1/${path}`).expect(200)).body.redacted).toHaveLength(path === 'claims/scandal' ? 2 : 1);
    const { body: similar } = await get('/v1/actors/witness/similar');
    expect(similar.items ?? []).toEqual([]);

    const log = await ledger.openLog();
    const faults = new Faults();
    await checkStoredLog(log, faults, {
      upcast: upcastEvent,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    await log.close();
    expect(faults.reported).toEqual([]);
  });

  it('publishes the redaction in the feed, without the request', async () => {
    const { body } = await get('/v1/events?claim=talks&type=entry.redacted').expect(200);
    expect(body[0]).toMatchObject({
      type: 'claim-ledger.entry.redacted.v1',
      subject: 'talks',
      recordedby: 'counsel',
      data: { target: { stream: 'claim-talks', revision: 1 }, ...why },
    });
    const { body: all } = await asText(get('/v1/events?limit=500'));
    expect(all).not.toContain('RedactionRequested');
  });

  it('answers a repeated request with the redacted entry, and records nothing', async () => {
    const repeated = () =>
      ledger.post('/v1/claims/talks/entries', { ...denial, id: undefined }).set('Idempotency-Key', 'k1');
    const { body: first } = await repeated().expect(201);
    const entry = first.recorded[0].id as string;
    await redactNow({ entry: `talks/${entry}` });
    const { body: again } = await repeated().expect(201);
    expect(again).toMatchObject({ recorded: first.recorded, revision: first.revision });
    expect((await get(`/v1/claims/talks/entries/${entry}`)).text).not.toContain(SECRET);
  });

  it('keeps four eyes: neither the same principal nor a key without the scope "admin" approves', async () => {
    await ledger.post('/v1/claims/talks/entries', { ...denial, id: 'eyes' }).expect(201);
    const id = await ask({ entry: 'talks/eyes' });
    const { body } = await ledger.post(`/v1/redactions/${id}/approve`, {}).expect(422);
    expect(body.errors).toMatchObject([{ pointer: '', code: 'four-eyes' }]);
    const { body: another } = await ledger.post('/v1/keys', { principal: 'admin', scopes: ['admin'] }).expect(201);
    const { body: desk } = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'] }).expect(201);
    const by = (key: string) =>
      request(ledger.url).post(`/v1/redactions/${id}/approve`).set('Authorization', `Bearer ${key}`);
    await by(another.key as string).expect(422);
    await by(desk.key as string).expect(403);
    await request(ledger.url).get('/v1/redactions').expect(401);
    expect((await get('/v1/claims/talks/entries/eyes')).text).toContain(SECRET);

    await ledger.post(`/v1/redactions/${id}/reject`, { reason: 'Not ordered.' }).expect(201);
    expect(await view(id)).toMatchObject({ status: 'rejected', decidedBy: 'admin', rejectedBecause: 'Not ordered.' });
    expect((await asSecond(`/v1/redactions/${id}/approve`).expect(422)).body.errors).toMatchObject([
      { code: 'already-rejected' },
    ]);
  });

  it('shows the salt once', async () => {
    await ledger.post('/v1/claims/talks/entries', { ...denial, id: 'salted' }).expect(201);
    const id = await ask({ entry: 'talks/salted', fields: ['/quote/text'] });
    const path = `/v1/redactions/${id}/approve`;
    const first = await asSecond(path).set('Idempotency-Key', 'a').expect(201);
    expect(first.headers['cache-control']).toBe('no-store');
    expect(first.body.salt).not.toBeNull();
    for (const key of ['a', 'b']) expect((await asSecond(path).set('Idempotency-Key', key)).body.salt).toBeNull();
    const { body } = await get('/v1/claims/talks/entries/salted').expect(200);
    expect(body.data).toMatchObject({ quote: { text: '[redacted]' }, capacity: denial.capacity });
  });

  it('rejects a request that names no event, or fields that can not be redacted, and says which can', async () => {
    const refused = async (body: object, status = 422) =>
      (await ledger.post('/v1/redactions', { ...why, ...body }).expect(status)).body as Problem;
    expect((await refused({})).errors).toMatchObject([{ code: 'no-target' }]);
    expect((await refused({ entry: 'talks/denial', stream: 'claim-talks', revision: 1 })).errors).toMatchObject([
      { code: 'no-target' },
    ]);
    await refused({ entry: 'talks/unknown' }, 404);
    await refused({ stream: 'claim-talks', revision: 999 }, 404);
    const wrong = await refused({ entry: 'talks/salted', fields: ['/by', '/capacity', '/quote/text'] });
    expect(wrong.errors).toMatchObject([
      { pointer: '/fields/0', code: 'not-redactable' },
      { pointer: '/fields/2', code: 'nothing-to-redact' },
    ]);
    expect(wrong.errors?.[0]?.message).toContain('/quote/text, /wording/text, /capacity');
    expect((await refused({ entry: 'talks/denial' })).errors).toMatchObject([{ code: 'nothing-to-redact' }]);
    expect((await refused({ stream: 'redactions', revision: 0 })).errors).toMatchObject([
      { code: 'nothing-to-redact' },
    ]);
    expect((await refused({ entry: 'talks/denial', reason: ' ' })).errors).toMatchObject([{ pointer: '/reason' }]);
    await get('/v1/redactions/unknown').expect(404);
  });
});
