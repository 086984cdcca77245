import { CurrentReadModel } from '../../../src/read-model/current-read-model.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

describe('preconditions', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterEach(() => ledger.stop());

  const entry = { type: 'ClaimAsserted', by: ['tass'], basis: 'none-given' };
  const post = (body: object = entry, claim = 'talks') => ledger.post(`/v1/claims/${claim}/entries`, body);
  const tagOf = async (path: string) => (await ledger.get(path).expect(200)).headers.etag as string;
  const ask = (path: string, tag: string) => ledger.get(path).set('If-None-Match', tag);

  it.each([
    '/v1/claims/talks',
    '/v1/actors/tass',
    '/v1/documents/tass-story',
    '/v1/narratives/territory',
    '/v1/claims/talks/history',
    '/v1/claims/talks/provenance',
  ])('%s returns 304 for a matching If-None-Match', async (path) => {
    await ledger.put('/v1/narratives/territory', { title: 'Territory' }).expect(201);
    const tag = await tagOf(path);
    expect(tag).toMatch(/^"(0-)?[\w-]{22}"$/);
    const { text, headers } = await ask(path, tag).expect(304);
    expect(text).toBe('');
    expect(headers.etag).toBe(tag);
    expect(headers['content-type']).toBeUndefined();
    await ask(path, `W/${tag}, "x"`).expect(304);
    await ask(path, `"a,b", ${tag},`).expect(304);
    await ask(path, '"0-x"').expect(200);
    await ask(path, '0-x').expect(400);
    await post().expect(201);
    await ask(path, tag).expect(path.startsWith('/v1/claims') ? 200 : 304);
  });

  it('change the ETag of a claim when other events change its state', async () => {
    await ledger.put('/v1/claims/other', { text: 'Another.', language: 'en', kind: 'factual' }).expect(201);
    await ledger.put('/v1/actors/spokesman', { kind: 'person', name: 'A spokesman' }).expect(201);
    await post().expect(201);
    await post({ type: 'ClaimDenied', by: ['spokesman'], onBehalfOf: ['nato'], basis: 'document' }).expect(201);
    const before = await tagOf('/v1/claims/talks');
    await ask('/v1/claims/talks', before).expect(304);

    await ledger
      .post('/v1/actors/spokesman/events', { type: 'MandateRecorded', mandate: 'm', speaksFor: 'nato' })
      .expect(201);
    const mandated = await ask('/v1/claims/talks', before).expect(200);
    expect(mandated.body).toMatchObject({ revision: 2, verification: { status: 'denied' } });

    await post({ type: 'ClaimLinked', relation: 'same-as', other: 'talks' }, 'other').expect(201);
    const merged = await ask('/v1/claims/talks', mandated.headers.etag as string).expect(200);
    expect(merged.body).toMatchObject({ revision: 2, sameAs: ['other'] });

    await post().set('If-Match', before).expect(201);
  });

  it('change the ETag of a claim when a search expires', async () => {
    await post({ type: 'ClaimReported', by: ['tass'], basis: 'named-source' }).expect(201);
    const goodUntil = '2100-01-01';
    await post({ type: 'ConfirmationSought', by: ['tass'], outcome: 'found-nothing', goodUntil }).expect(201);
    const before = await ledger.get('/v1/claims/talks').expect(200);
    const tag = before.headers.etag as string;
    ledger.app.get(CurrentReadModel).now = () => '2099-12-31T00:00:00.000Z';
    await ask('/v1/claims/talks', tag).expect(304);
    ledger.app.get(CurrentReadModel).now = () => '2100-01-03T00:00:00.000Z';
    const after = await ask('/v1/claims/talks', tag).expect(200);
    expect(after.body).toMatchObject({ revision: 2 });
    expect(after.body.verification.status).not.toBe(before.body.verification.status);
    await post().set('If-Match', tag).expect(201);
  });

  it('reject a stale If-Match on every write route, without writing', async () => {
    await ledger.put('/v1/narratives/territory', { title: 'Territory' }).expect(201);
    const writes: [path: string, body: object, other: object][] = [
      ['/v1/claims/talks/entries', entry, entry],
      ['/v1/actors/tass/events', { type: 'ActorAmended', name: 'Tass' }, { type: 'ActorAmended', name: 'TASS' }],
      [
        '/v1/documents/tass-story/events',
        { type: 'DocumentAmended', title: 'A' },
        { type: 'DocumentAmended', title: 'B' },
      ],
      [
        '/v1/narratives/territory/events',
        { type: 'NarrativeAmended', title: 'A' },
        { type: 'NarrativeAmended', title: 'B' },
      ],
    ];
    for (const [path, body, other] of writes) {
      const resource = path.slice(0, path.lastIndexOf('/'));
      const tag = await tagOf(resource);
      await ledger.post(path, body).set('If-Match', tag).expect(201);
      const { body: refused } = await ledger.post(path, other).set('If-Match', tag).expect(412);
      expect(refused).toMatchObject({
        type: 'urn:claim-ledger:problem:revision-mismatch',
        detail: 'The request expects revision 0, but the target is at revision 1.',
      });
      const { body: weak } = await ledger
        .post(path, other)
        .set('If-Match', `W/${await tagOf(resource)}`)
        .expect(412);
      expect(weak).toMatchObject({
        detail:
          'The request expects a revision by a tag that names none (send the ETag of a response as it was, without "W/", which a proxy may have added), but the target is at revision 1.',
      });
      await ledger.post(path, other).set('If-Match', '"unknown"').expect(412);
      await ledger.post(path, other).set('If-Match', 'unknown').expect(400);
      expect((await ledger.get(resource)).body).toMatchObject({ revision: 1 });
      await ledger
        .post(path, other)
        .set('If-Match', `"unknown", ${tag}, ${await tagOf(resource)}`)
        .expect(201);
    }
  });

  it('accept "*" for any existing revision', async () => {
    await post().set('If-Match', '*').expect(201);
    await ledger.put('/v1/actors/new', { kind: 'person', name: 'N' }).set('If-Match', '*').expect(412);
    await ledger.put('/v1/actors/new', { kind: 'person', name: 'N' }).set('If-None-Match', '*').expect(201);
    await ledger.put('/v1/actors/new', { kind: 'person', name: 'N' }).set('If-None-Match', '*').expect(412);
    await ledger.put('/v1/actors/new', { kind: 'person', name: 'N' }).set('If-None-Match', '"x"').expect(400);
    await ledger.put('/v1/actors/new', { kind: 'person', name: 'N' }).expect(200);
  });

  it('are checked after the idempotency key', async () => {
    const tag = await tagOf('/v1/claims/talks');
    const send = () => post().set('If-Match', tag).set('Idempotency-Key', 'once');
    const first = await send().expect(201);
    expect((await send().expect(201)).body).toEqual(first.body);
    const put = () =>
      ledger
        .put('/v1/actors/new', { kind: 'person', name: 'N' })
        .set('If-None-Match', '*')
        .set('Idempotency-Key', 'once');
    const made = await put().expect(201);
    expect((await put().expect(201)).body).toEqual(made.body);
  });

  it('accept exactly one of many concurrent writers for each revision', async () => {
    const writers = 8;
    const rounds = 12;
    const won: { revision: number; writer: number; ids: string[] }[] = [];
    let lost = 0;
    const write = async (writer: number) => {
      for (let wins = 0; wins < rounds / 4;) {
        const tag = await tagOf('/v1/claims/talks');
        // Every other writer sends the same id, which the claim accepts once; later ones are rejected.
        const shared = { ...entry, id: `shared-${wins}` };
        const body = writer % 2 === 0 ? [entry, entry] : [shared];
        const answer = await post(body).set('If-Match', tag);
        if (answer.status === 412) lost += 1;
        else wins += 1;
        expect([201, 412, 422, 200]).toContain(answer.status);
        if (answer.status !== 201) continue;
        const { revision, recorded } = answer.body as { revision: number; recorded: { id: string }[] };
        const seen = Number(/^"(\d+)-/.exec(tag)?.[1]);
        expect(revision).toBe(seen + recorded.length);
        won.push({ revision, writer, ids: recorded.map(({ id }) => id) });
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
    expect(lost).toBeGreaterThan(0);

    const { body } = await ledger.get('/v1/claims/talks/history?limit=1000').expect(200);
    const items = (body as { items: { kind: string; entry: string; revision: number }[] }).items;
    const entries = items.filter(({ kind }) => kind === 'entry');
    expect(entries.map(({ revision }) => revision)).toEqual(entries.map((_, index) => index));
    const recordedIds = won
      .sort((a, b) => a.revision - b.revision)
      .flatMap(({ ids }) => ids.map((id) => `talks/${id}`));
    expect(entries.map(({ entry: id }) => id)).toEqual(['talks/registered', ...recordedIds]);
    expect(recordedIds.filter((id) => id.startsWith('talks/shared-')).sort()).toEqual(
      Array.from({ length: rounds / 4 }, (_, index) => `talks/shared-${index}`),
    );
  });
});
