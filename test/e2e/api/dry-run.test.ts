import type request from 'supertest';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

interface State {
  readonly claim: string;
  readonly changed: boolean;
  readonly before: { readonly status: string } | null;
  readonly after: object;
}
interface Tried {
  readonly wouldRecord: readonly { readonly id: string; readonly type: string }[];
  readonly states: readonly State[];
  readonly statesUnavailable?: string;
}

describe('dryRun=true', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    await ledger.post('/v1/claims/talks/entries', { ...report, id: 'report' }).expect(201);
    await ledger
      .put('/v1/claims/other', { text: 'NATO discusses a deal.', language: 'en', kind: 'factual', about: ['nato'] })
      .expect(201);
  });
  afterAll(() => ledger.stop());

  const entries = '/v1/claims/talks/entries';
  const report = { type: 'ClaimReported', by: ['tass'], basis: 'none-given', document: 'tass-story' };
  const denial = { type: 'ClaimDenied', id: 'denial', by: ['nato'], basis: 'none-given' };

  /** The ids of all events but those about keys, whose use is recorded on its own. */
  async function recorded(): Promise<string[]> {
    const log = await ledger.openLog();
    const ids: string[] = [];
    for await (const { id, stream } of log.readAll()) if (stream !== 'access') ids.push(id);
    await log.close();
    return ids;
  }

  /** Sends it, and checks that nothing was recorded. */
  async function tried(test: request.Test, status = 200): Promise<Tried> {
    const before = await recorded();
    const response = await test;
    expect([response.status, response.body]).toEqual([status, expect.anything()]);
    expect(await recorded()).toEqual(before);
    return response.body as Tried;
  }
  const tryOut = (path: string, body: object) => tried(ledger.post(`${path}?dryRun=true`, body));

  it('previews no states of a claim with more than 500 entries', async () => {
    const claim = 'long';
    await ledger.put(`/v1/claims/${claim}`, { text: 'It is long.', language: 'en', kind: 'factual' }).expect(201);
    const repeat = (number: number) =>
      JSON.stringify({ type: 'ClaimRepeated', claim, id: `repeated-${number}`, by: ['tass'] });
    const numbers = Array.from({ length: 500 }, (_, number) => number);
    await ledger.import(numbers.slice(2).map(repeat));
    const last = await tryOut(`/v1/claims/${claim}/entries`, denial);
    expect(last.states).toHaveLength(1);
    await ledger.import(numbers.slice(0, 2).map(repeat));
    const { states, statesUnavailable } = await tryOut(`/v1/claims/${claim}/entries`, denial);
    expect(states).toBeUndefined();
    expect(statesUnavailable).toContain('have more than 500 entries. An import with dryRun=true previews them.');
  });

  it('returns what an entry would do to the state, and records nothing', async () => {
    const body = await tryOut(entries, { ...denial, occurredAt: '2024-04-09t12:00Z' });
    expect(body).toEqual({
      dryRun: true,
      id: 'talks',
      revision: 2,
      wouldRecord: [
        {
          ...{ id: 'denial', type: 'ClaimDenied', revision: 2 },
          data: { id: 'denial', by: ['nato'], basis: 'none-given', extent: 'whole', occurredAt: '2024-04-09T12:00Z' },
        },
      ],
      adjusted: [{ pointer: '/occurredAt', stored: '2024-04-09T12:00Z' }],
      states: [
        {
          claim: 'talks',
          changed: true,
          before: expect.objectContaining({ status: 'unverified', because: [] }),
          after: expect.objectContaining({
            status: 'denied',
            rule: 'denied/first-hand',
            because: [{ entry: 'talks/denial' }],
            summary: expect.objectContaining({ text: expect.stringContaining('NATO') }),
          }),
        },
      ],
    });
  });

  it('returns the state that the same write then leads to', async () => {
    await ledger.put('/v1/claims/third', { text: 'A third claim.', language: 'en', kind: 'factual' }).expect(201);
    const asserted = { type: 'ClaimAsserted', id: 'said', by: ['tass'], basis: 'witnessed' };
    const { states } = await tryOut('/v1/claims/third/entries', asserted);
    await ledger.post('/v1/claims/third/entries', asserted).expect(201);
    const { body } = await ledger.get('/v1/claims/third').expect(200);
    const { since, changes, recordedFrom, cause, position, ...state } = body.verification;
    expect([since, changes, recordedFrom, cause, position]).not.toContain(undefined);
    expect(states.map(({ after }) => after)).toEqual([state]);
  });

  it('takes a correction, a void and its replacement, as one', async () => {
    const body = await tryOut(entries, [
      { ...report, id: 'corrected', basis: 'unnamed-source' },
      { type: 'EntryVoided', id: 'void', voids: 'report', reason: 'Wrong basis.', replacement: 'corrected' },
    ]);
    expect(body.wouldRecord.map(({ id }) => id)).toEqual(['corrected', 'void']);
    expect(body.states).toMatchObject([
      { claim: 'talks', after: { withoutEffect: [{ entry: 'talks/report', reason: 'voided' }] } },
    ]);
  });

  it('returns the states of all claims that a link would merge', async () => {
    const link = { type: 'ClaimLinked', id: 'same', relation: 'same-as', other: 'other' };
    const { states } = await tryOut(entries, link);
    expect(states.map(({ claim }) => claim)).toEqual(['talks', 'other']);
    expect(states[1]?.after).toEqual(states[0]?.after);
  });

  it('returns the state of a claim that would be registered', async () => {
    const claim = { text: 'It rained.', language: 'en', kind: 'factual' };
    const made = await tryOut('/v1/claims', claim);
    expect(made).toMatchObject({ revision: 0, wouldRecord: [{ type: 'ClaimRegistered' }] });
    expect(made.states).toMatchObject([{ changed: true, before: null, after: { status: 'unverified' } }]);
    const chosen = await tried(ledger.put('/v1/claims/rain?dryRun=true', claim));
    expect(chosen).toMatchObject({ id: 'rain', states: [{ claim: 'rain', before: null }] });
    await ledger.get('/v1/claims/rain').expect(404);
  });

  it('would record nothing where the write would record nothing', async () => {
    const { body: view } = await ledger.get('/v1/claims/talks').expect(200);
    const [again] = await Promise.all([tried(ledger.put('/v1/claims/talks?dryRun=true', view as object))]);
    expect(again).toMatchObject({ revision: 1, wouldRecord: [], states: [{ claim: 'talks', changed: false }] });
    const actor = { kind: 'outlet', name: 'TASS' };
    const same = await tried(ledger.put('/v1/actors/tass?dryRun=true', actor));
    expect(same).toEqual({ dryRun: true, id: 'tass', revision: 0, wouldRecord: [] });
  });

  it.each([
    ['post', '/v1/actors', { kind: 'outlet', name: 'The Courier' }, 'ActorRegistered'],
    ['put', '/v1/actors/courier', { kind: 'outlet', name: 'The Courier' }, 'ActorRegistered'],
    ['post', '/v1/actors/tass/events', { type: 'ActorAmended', name: 'ТАСС' }, 'ActorAmended'],
    ['put', '/v1/documents/story', { publisher: 'tass', title: 'Another' }, 'DocumentRegistered'],
    ['post', '/v1/documents/tass-story/events', { type: 'DocumentAmended', title: 'Title' }, 'DocumentAmended'],
    ['put', '/v1/narratives/deal', { title: 'The deal' }, 'NarrativeRegistered'],
  ] as const)('answers %s %s with what it would record', async (method, path, body, type) => {
    const answer = await tried(ledger[method](`${path}?dryRun=true`, body));
    expect(answer).toMatchObject({ dryRun: true, wouldRecord: [{ type }] });
    expect(answer).not.toHaveProperty('states');
  });

  it.each([
    ['an unknown actor and a bad time', entries, { ...denial, by: ['nobody'], occurredAt: 'soon' }, {}, 422],
    ['an entry that exists', entries, { ...report, id: 'report', basis: 'witnessed' }, {}, 422],
    ['an unknown claim', '/v1/claims/nothing/entries', denial, {}, 404],
    ['another revision', entries, denial, { 'If-Match': '"0-abc"' }, 412],
    ['a list that is empty', entries, [], {}, 400],
    [
      'another registration of the same id',
      '/v1/claims/talks',
      { text: 'X', language: 'en', kind: 'factual' },
      {},
      409,
    ],
  ])('rejects %s as the write does', async (_what, path, body, headers, status) => {
    const send = (query: string) =>
      ledger
        .write(status === 409 ? 'put' : 'post', path + query)
        .set(headers)
        .send(body);
    const { body: problem } = await send('').expect(status);
    expect(await tried(send('?dryRun=true'), status)).toEqual(problem);
  });

  it('requires the scope of the write', async () => {
    const { body } = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'] }).expect(201);
    const verdict = { type: 'VerdictIssued', id: 'verdict', by: ['tass'], rating: 'false' };
    const send = () => ledger.post(`${entries}?dryRun=true`, verdict);
    await ledger.post(`${entries}?dryRun=true`, verdict).unset('Authorization').expect(401);
    await send()
      .set('Authorization', `Bearer ${(body as { key: string }).key}`)
      .expect(403);
    await send().expect(200);
  });

  it('neither uses an Idempotency-Key nor takes it from the write', async () => {
    const key = { 'Idempotency-Key': 'draft' };
    const question = { type: 'ClaimQuestioned', id: 'question', by: ['tass'] };
    await tried(ledger.post(`${entries}?dryRun=true`, denial).set(key));
    await ledger.post(entries, question).set(key).expect(201);
    const after = await tried(ledger.post(`${entries}?dryRun=true`, denial).set(key));
    expect(after.wouldRecord).toMatchObject([{ id: 'denial' }]);
    const [actor, other] = ['tass', 'reuters'].map((name) => ({ kind: 'outlet', name }));
    await ledger
      .post('/v1/actors', actor ?? {})
      .set(key)
      .expect(201);
    await tried(ledger.post('/v1/actors?dryRun=true', other ?? {}).set(key));
  });

  it('rejects another value, and the parameter elsewhere', async () => {
    const { body } = await ledger.post(`${entries}?dryRun=yes`, denial).expect(400);
    expect(body).toMatchObject({ errors: [{ pointer: '/dryRun' }] });
    await ledger.post('/v1/keys?dryRun=true', { principal: 'desk', scopes: ['read'] }).expect(400);
    await ledger.get('/v1/claims/talks/entries/denial').expect(404);
  });
});
