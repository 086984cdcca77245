import type { Response } from 'supertest';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

describe('writes over HTTP', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterEach(() => ledger.stop());

  const report = { type: 'ClaimReported', id: 'tass-report', by: ['tass'], basis: 'named-source' };

  it('return the id, revision and position of an entry, which can be read immediately', async () => {
    const { body, headers } = await ledger
      .post('/v1/claims/talks/entries', { ...report, cites: [{ actor: 'la-repubblica', use: 'quotes' }] })
      .expect(201);
    expect(body).toMatchObject({
      id: 'talks',
      revision: 1,
      projected: true,
      recorded: [{ id: 'tass-report', type: 'ClaimReported', revision: 1 }],
    });
    expect(headers['ledger-position']).toMatch(/^\d{20}-[0-9a-f]{8}@[0-9a-f-]{36}$/);
    expect((body as { position: string }).position).toBe(headers['ledger-position']);

    const { body: claim } = await ledger.get('/v1/claims/talks').expect(200);
    expect(claim).toMatchObject({
      revision: 1,
      verification: { status: 'unverified', origins: [{ nature: 'unrecorded', actors: ['la-repubblica'] }] },
    });
  });

  it('generate missing ids, and return the location of a new claim', async () => {
    const { headers, body } = await ledger
      .post('/v1/claims', { text: 'It rained.', language: 'en', kind: 'factual' })
      .expect(201);
    await ledger.get(headers.location as string).expect(200);
    expect((body as { id: string }).id).toMatch(/^[0-9a-f-]{36}$/);
    const { body: entry } = await ledger
      .post('/v1/claims/talks/entries', { type: 'ClaimAsserted', by: ['tass'], basis: 'none-given' })
      .expect(201);
    const [{ id }] = (entry as { recorded: [{ id: string }] }).recorded;
    await ledger
      .post('/v1/claims/talks/entries', {
        type: 'ClaimRepeated',
        by: ['la-repubblica'],
        cites: [{ entry: id, use: 'credits' }],
      })
      .expect(201);
  });

  it('change nothing for a repeated PUT, and reject another body with the same id', async () => {
    const again = await ledger.put('/v1/actors/tass', { kind: 'outlet', name: 'TASS' }).expect(200);
    expect(again.body).toMatchObject({ id: 'tass', revision: 0, position: null, recorded: [] });
    const other = await ledger.put('/v1/actors/tass', { kind: 'outlet', name: 'TASS agency' }).expect(409);
    expect(other.body).toMatchObject({ type: 'urn:claim-ledger:problem:already-exists', status: 409 });
  });

  it.each([
    ['actors', 'tass'],
    ['documents', 'tass-story'],
    ['claims', 'talks'],
    ['narratives', 'story'],
  ])('change nothing if what GET returned for one of the %s is put back', async (nouns, id) => {
    const path = `/v1/${nouns}/${id}`;
    if (nouns === 'narratives') await ledger.put(path, { title: 'Story' }).expect(201);
    if (nouns === 'actors') {
      await ledger.post(`${path}/events`, { type: 'ActorAmended', name: 'TASS agency' }).expect(201);
    }
    const { body, headers } = await ledger.get(path).expect(200);
    const { revision } = body as { revision: number };
    const unchanged = { id, revision, position: null, recorded: [] };
    expect((await ledger.put(path, body as object).expect(200)).body).toMatchObject(unchanged);
    const tag = headers.etag as string;
    expect(
      (
        await ledger
          .put(path, body as object)
          .set('If-Match', tag)
          .expect(200)
      ).body,
    ).toMatchObject(unchanged);
    await ledger
      .put(path, body as object)
      .set('If-None-Match', '*')
      .expect(422);
    await ledger.put(path, { ...(body as object), revision: revision + 1 }).expect(422);
    expect((await ledger.get(path).expect(200)).body).toEqual(body);
  });

  it('accept only the id of the address in the body of a registration', async () => {
    const claim = { text: 'It rained.', language: 'en', kind: 'factual' };
    expect((await ledger.put('/v1/claims/rain', { ...claim, id: 'snow' }).expect(422)).body).toMatchObject({
      errors: [{ pointer: '/id', code: 'another-id', message: 'id must be "rain", as in the address, or left out.' }],
    });
    await ledger.put('/v1/claims/rain', { ...claim, id: 'rain' }).expect(201);
    await ledger.put('/v1/claims/rain', claim).expect(200);
    await ledger.put('/v1/actors/ria', { id: 'ria', kind: 'outlet', name: 'RIA' }).expect(201);
    for (const path of ['/v1/claims', '/v1/actors']) {
      expect((await ledger.post(path, { ...claim, id: 'rain' }).expect(422)).body).toMatchObject({
        errors: [{ pointer: '/id', code: 'another-id' }],
      });
    }
  });

  it('store times and URLs in one form, and say so', async () => {
    const document = { publisher: 'tass', url: ' https://a.example/1\n', publishedAt: '2023-04-20t10:30:00+0200' };
    const { body } = await ledger.put('/v1/documents/trimmed', document).expect(201);
    expect(body).toMatchObject({
      adjusted: [
        { pointer: '/url', stored: 'https://a.example/1' },
        { pointer: '/publishedAt', stored: '2023-04-20T10:30:00+02:00' },
      ],
    });
    const { body: stored } = await ledger.get('/v1/documents/trimmed').expect(200);
    expect(stored).toMatchObject({ url: 'https://a.example/1', publishedAt: '2023-04-20T10:30:00+02:00' });
    const canonical = { publisher: 'tass', url: 'https://a.example/1', publishedAt: '2023-04-20T10:30:00+02:00' };
    expect((await ledger.put('/v1/documents/trimmed', canonical).expect(200)).body).not.toHaveProperty('adjusted');
    const { body: batch } = await ledger
      .post('/v1/claims/talks/entries', [
        { ...report, occurredAt: '1984~' },
        { ...report, id: 'second', occurredAt: '2023-04-20T10:30z' },
      ])
      .expect(201);
    expect(batch).toMatchObject({ adjusted: [{ pointer: '/1/occurredAt', stored: '2023-04-20T10:30Z' }] });
  });

  it('record several entries atomically', async () => {
    const denial = {
      type: 'ClaimDenied',
      by: ['nato'],
      basis: 'document',
      cites: [{ entry: 'tass-report', use: 'quotes' }],
    };
    const bad = await ledger
      .post('/v1/claims/talks/entries', [report, { ...denial, cites: [{ entry: 'no-such', use: 'quotes' }] }])
      .expect(422);
    expect(bad.body).toMatchObject({ errors: [{ pointer: '/1/cites/0/entry', code: 'unknown-entry' }] });
    await ledger.post('/v1/claims/talks/entries', [report, denial]).expect(201);
    const { body } = await ledger.get('/v1/claims/talks').expect(200);
    expect(body).toMatchObject({ revision: 2, verification: { status: 'denied', rule: 'denied/first-hand' } });
  });

  it('replay a request by its idempotency key, and reject another body, also after a restart', async () => {
    const send = (body: object) => ledger.post('/v1/claims/talks/entries', body).set('Idempotency-Key', 'k-1');
    const { id: _id, ...anonymous } = report;
    const first = await send(anonymous).expect(201);
    const second = await send(anonymous).expect(201);
    expect(second.body).toEqual(first.body);
    await ledger.restart();
    const third = await send(anonymous).expect(201);
    expect(third.body).toEqual(first.body);
    const other = await send({ ...anonymous, basis: 'none-given' }).expect(422);
    expect(other.body).toMatchObject({ type: 'urn:claim-ledger:problem:idempotency-key-reused' });
    const { body } = await ledger.get('/v1/claims/talks').expect(200);
    expect(body).toMatchObject({ revision: 1 });
  });

  it('record documents, narratives and mandates', async () => {
    await ledger.put('/v1/actors/stoltenberg', { kind: 'person', name: 'Jens Stoltenberg' }).expect(201);
    await ledger
      .post('/v1/actors/stoltenberg/events', {
        type: 'MandateRecorded',
        mandate: 'secretary-general',
        speaksFor: 'nato',
      })
      .expect(201);
    expect((await ledger.get('/v1/actors/stoltenberg').expect(200)).body).toMatchObject({
      speaksFor: [{ mandate: 'secretary-general', principal: 'nato' }],
    });
    expect((await ledger.get('/v1/documents/tass-story').expect(200)).body).toMatchObject({
      publisher: 'tass',
      title: 'A story',
    });
    await ledger.put('/v1/narratives/territory', { title: 'Territory for membership' }).expect(201);
    await ledger.post('/v1/narratives/territory/events', { type: 'NarrativeClaimAdded', claim: 'talks' }).expect(201);
    expect((await ledger.get('/v1/narratives/territory').expect(200)).body).toMatchObject({
      size: 1,
      claims: [{ id: 'talks' }],
    });
    expect((await ledger.get('/v1/claims?narrative=territory').expect(200)).body).toMatchObject({
      items: [{ id: 'talks' }],
    });
  });

  it('can be found by words, aliases and each filter', async () => {
    await ledger.post('/v1/claims/talks/entries', report).expect(201);
    for (const query of [
      'q=territory',
      'q=OTAN',
      'status=unverified',
      'kind=factual',
      'actor=tass',
      'about=nato',
      'topic=ukraine',
    ]) {
      const { body } = await ledger.get(`/v1/claims?${query}`).expect(200);
      expect([query, (body as { items: { id: string }[] }).items.map(({ id }) => id)]).toEqual([query, ['talks']]);
    }
    expect((await ledger.get('/v1/claims?status=confirmed').expect(200)).body).toEqual({ items: [] });
  });

  it('can be listed by following links', async () => {
    for (let number = 0; number < 5; number++) {
      await ledger.put(`/v1/actors/person-${number}`, { kind: 'person', name: `Person ${number}` }).expect(201);
    }
    const seen: string[] = [];
    let path: string | undefined = '/v1/actors?limit=2&kind=person';
    while (path !== undefined) {
      const { body, headers }: Response = await ledger.get(path).expect(200);
      seen.push(...(body as { items: { id: string }[] }).items.map(({ id }) => id));
      path = /^<(.+)>; rel="next"$/.exec(headers.link ?? '')?.[1];
    }
    expect(seen.sort()).toEqual(['person-0', 'person-1', 'person-2', 'person-3', 'person-4']);
  });
});
