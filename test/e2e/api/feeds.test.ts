import fc from 'fast-check';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { fetchAllPages, eventsOf, fetchPage } from '../../support/feed-pages.js';
import { SseRejectedError, SseClient, type FeedEvent } from '../../support/sse-client.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

const OTHER_LOG = '00000000-0000-4000-8000-000000000000';

interface Change {
  readonly claim: string;
  readonly before: { readonly status: string } | null;
  readonly after: { readonly status: string; readonly rule: string };
  readonly cause: { readonly entry?: string };
}
const changeOf = ({ data }: FeedEvent) => data as unknown as Change;
const idsOf = (events: readonly FeedEvent[]) => events.map(({ id }) => id);

describe('feeds of the seeds', () => {
  let ledger: TestLedger;
  let recorded: RecordedEvent[];
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await ledger.importSeeds();
    const log = await ledger.openLog();
    recorded = [];
    for await (const event of log.readAll()) if (event.stream !== 'access') recorded.push(event);
    await log.close();
  });
  afterAll(() => ledger.stop());

  const all = async (path: string) => eventsOf(await fetchAllPages(ledger, path));
  const streamed = async (path: string, count: number, headers = {}) => {
    const client = await SseClient.open(ledger.url + path, headers);
    await client.waitUntil(() => client.messages.length >= count);
    client.close();
    return client;
  };

  it('contain every event of the log except those of access, in order and unchanged', async () => {
    const events = await all('/v1/events?limit=200');
    expect(events.map(({ id, data, sequence }) => ({ id, data, position: sequence }))).toEqual(
      recorded.map(({ id, data, position }) => ({ id, data, position })),
    );
    expect(new Set(events.map(({ source }) => source)).size).toBe(1);
    expect(events.every(({ recordedby }) => recordedby === 'admin')).toBe(true);
    expect(events.map(({ recordedtime }) => recordedtime)).toEqual(
      events.map(({ recordedtime }) => recordedtime).sort(),
    );
  });

  it.each(['/v1/events', '/v1/changes'])(
    '%s return the same events in pages of any size, and as a stream',
    async (path) => {
      const events = await all(`${path}?limit=200`);
      expect(events.length).toBeGreaterThan(100);
      expect(new Set(idsOf(events)).size).toBe(events.length);
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map(({ sequence }) => sequence).sort());
      const pages = await fetchAllPages(ledger, `${path}?limit=7`);
      expect(pages.map(({ events }) => events.length).slice(0, -1)).toEqual(pages.slice(1).map(() => 7));
      expect(eventsOf(pages)).toEqual(events);
      const { messages, events: streamedEvents } = await streamed(`${path}?after=beginning`, events.length);
      expect(streamedEvents).toEqual(events);
      expect(messages.map(({ event }) => event)).toEqual(streamedEvents.map(({ type }) => type));
      expect(await all(`${path}?after=beginning&limit=200`)).toEqual(events);
    },
  );

  it.each(['/v1/events', '/v1/changes'])('%s resume after any event', async (path) => {
    const events = await all(`${path}?limit=200`);
    const { messages } = await streamed(`${path}?after=beginning`, events.length);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: messages.length - 1 }), fc.integer({ min: 1, max: 200 }), async (at, limit) => {
        const from = messages[at]?.id ?? '';
        const rest = idsOf(events.slice(at + 1));
        expect(idsOf(await all(`${path}?after=${from}&limit=${limit}`))).toEqual(rest);
        const headers = { 'Last-Event-ID': from };
        expect((await streamed(`${path}?after=beginning`, rest.length, headers)).ids).toEqual(rest);
      }),
      {
        numRuns: 15,
        examples: [
          [0, 200],
          [messages.length - 1, 1],
        ],
      },
    );
  });

  it('contain each status change with its previous state, as in the history of the claim', async () => {
    const changes = (await all('/v1/changes?limit=200')).map(changeOf);
    const last = new Map<string, string>();
    for (const { claim, before, after } of changes) {
      expect([claim, before?.status]).toEqual([claim, last.get(claim)]);
      last.set(claim, after.status);
    }
    const claim = 'nato-discusses-territory-for-membership';
    const { body } = await ledger.get(`/v1/claims/${claim}/history`).expect(200);
    const items = (body as { items: { entry?: string; changed?: { status: string; rule: string } }[] }).items;
    expect(changes.filter((change) => change.claim === claim).map(({ after, cause }) => [cause.entry, after])).toEqual(
      items.filter(({ changed }) => changed).map(({ entry, changed }) => [entry, changed]),
    );
  });

  it.each<[string, (event: RecordedEvent) => boolean]>([
    ['type=claim.denied', ({ type }) => type === 'ClaimDenied'],
    ['type=ClaimDenied,actor.registered', ({ type }) => type === 'ClaimDenied' || type === 'ActorRegistered'],
    [
      'type=claim.denied&type=StatementRetracted',
      ({ type }) => type === 'ClaimDenied' || type === 'StatementRetracted',
    ],
    [
      'claim=nato-discusses-territory-for-membership',
      ({ stream, data }) =>
        stream === 'claim-nato-discusses-territory-for-membership' ||
        [data['other'], data['claim']].includes('nato-discusses-territory-for-membership'),
    ],
    [
      'actor=jenssen',
      ({ stream, data }) =>
        stream === 'actor-jenssen' || [data['by'], data['onBehalfOf']].flat().some((actor) => actor === 'jenssen'),
    ],
    [
      'actor=jenssen&type=claim.retracted,claim.apology-issued',
      ({ type, data }) =>
        ['StatementRetracted', 'ApologyIssued'].includes(type) && [data['by']].flat().some((by) => by === 'jenssen'),
    ],
  ])('filter events by %s', async (query, wanted) => {
    const expected = recorded.filter(wanted).map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    expect(idsOf(await all(`/v1/events?${query}&limit=200`))).toEqual(expected);
    expect(idsOf(await all(`/v1/events?${query}&limit=1`))).toEqual(expected);
    expect((await streamed(`/v1/events?${query}&after=beginning`, expected.length)).ids).toEqual(expected);
  });

  it('filter events by narrative, with the claims in it', async () => {
    const { body } = await ledger.get('/v1/claims?narrative=territory-for-membership&limit=200').expect(200);
    const claims = (body as { items: { id: string }[] }).items.map(({ id }) => id);
    const streams = new Set(['narrative-territory-for-membership', ...claims.map((id) => `claim-${id}`)]);
    expect(claims.length).toBeGreaterThan(1);
    const query = 'narrative=territory-for-membership&limit=200';
    expect(idsOf(await all(`/v1/events?${query}`))).toEqual(
      recorded.filter(({ stream }) => streams.has(stream)).map(({ id }) => id),
    );
    const changes = (await all('/v1/changes?limit=200')).filter((event) => claims.includes(changeOf(event).claim));
    expect(await all(`/v1/changes?${query}`)).toEqual(changes);
  });

  it.each<[string, (change: Change, event: RecordedEvent | undefined) => boolean]>([
    ['from=unverified', ({ before }) => before?.status === 'unverified'],
    ['to=retracted', ({ after }) => after.status === 'retracted'],
    ['from=unverified&to=denied', ({ before, after }) => before?.status === 'unverified' && after.status === 'denied'],
    [
      'claim=nato-discusses-territory-for-membership',
      ({ claim }) => claim === 'nato-discusses-territory-for-membership',
    ],
    ['type=claim.denied', (_change, cause) => cause?.type === 'ClaimDenied'],
  ])('filter changes by %s', async (query, wanted) => {
    const causes = new Map(
      recorded.map((event) => [`${event.stream.slice('claim-'.length)}/${event.data['id'] as string}`, event]),
    );
    const expected = (await all('/v1/changes?limit=200')).filter((event) =>
      wanted(changeOf(event), causes.get(changeOf(event).cause.entry ?? '')),
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(await all(`/v1/changes?${query}&limit=200`)).toEqual(expected);
    expect(await all(`/v1/changes?${query}&limit=1`)).toEqual(expected);
  });

  it('filter changes by an actor who had acted on the claim by then', async () => {
    const changes = (await all('/v1/changes?actor=jenssen&limit=200')).map(changeOf);
    const transitions = changes.map(
      ({ claim, before, after }) => `${claim}: ${before?.status ?? '-'} > ${after.status}`,
    );
    // An import may record lines of different claims in another order.
    const claimOf = (change: string) => change.split(':', 1)[0] ?? '';
    expect(transitions.toSorted((one, other) => claimOf(one).localeCompare(claimOf(other)))).toEqual([
      'jenssen-praises-ukraines-efforts: unverified > stated',
      'jenssen-says-kyiv-could-cede-territory: unverified > stated',
      'jenssen-says-kyiv-could-cede-territory: stated > retracted',
      'nato-discusses-territory-for-membership: unverified > denied',
      'nato-discusses-territory-for-membership: denied > retracted',
    ]);
  });

  it('advance the cursor if no event matches', async () => {
    const head = (await fetchPage(ledger, '/v1/status')) as unknown as { events: { position: string } };
    const page = await fetchPage(ledger, '/v1/events?actor=nobody');
    expect(page).toEqual({ events: [], cursor: head.events.position, next: undefined });
    const changes = await fetchPage(ledger, '/v1/changes?actor=nobody');
    expect(changes.events).toEqual([]);
    expect(await all(`/v1/changes?after=${changes.cursor}`)).toEqual([]);
    const client = await SseClient.open(`${ledger.url}/v1/events?actor=nobody`);
    expect(client.lastId).toBe(page.cursor);
    client.close();
  });

  it('start at the present without a cursor', async () => {
    for (const path of ['/v1/events', '/v1/changes']) {
      const client = await SseClient.open(ledger.url + path);
      expect(client.lastId).toBe((await fetchAllPages(ledger, `${path}?limit=200`)).at(-1)?.cursor);
      expect(client.retry).toBeGreaterThan(0);
      client.close();
    }
  });

  it('reject cursors of another log or feed, and unknown parameters', async () => {
    const { cursor: position } = await fetchPage(ledger, '/v1/events');
    const { cursor: change } = await fetchPage(ledger, '/v1/changes');
    const foreign = (cursor: string) => `${cursor.split('@')[0] ?? ''}@${OTHER_LOG}`;
    const refused: [path: string, status: number][] = [
      [`/v1/events?after=${foreign(position)}`, 410],
      [`/v1/changes?after=${foreign(change)}`, 410],
      [`/v1/events?after=${change}`, 400],
      [`/v1/changes?after=${position}`, 400],
      ['/v1/events?after=12', 400],
      ['/v1/changes?after=nonsense', 400],
      ['/v1/events?type=claim.whispered', 400],
      ['/v1/events?type=', 400],
      ['/v1/events?from=denied', 400],
      ['/v1/changes?to=wrong', 400],
      ['/v1/events?limit=0', 400],
      ['/v1/events?limit=201', 400],
      ['/v1/events?claim=a&claim=b', 400],
      ['/v1/events?since=today', 400],
    ];
    for (const [path, status] of refused) {
      const answer = await ledger.get(path);
      expect([path, answer.status, answer.type]).toEqual([path, status, 'application/problem+json']);
      const live = await SseClient.open(ledger.url + path).catch((error: unknown) => error);
      expect([path, (live as SseRejectedError).status]).toEqual([path, status]);
    }
    for (const [path, id, status] of [
      ['/v1/events', foreign(position), 410],
      ['/v1/events', change, 400],
      ['/v1/changes', position, 400],
    ] as const) {
      await expect(SseClient.open(ledger.url + path, { 'Last-Event-ID': id })).rejects.toMatchObject({ status });
    }
  });

  it('return one event by its position, as the log and as headers write it', async () => {
    const [event] = eventsOf([await fetchPage(ledger, '/v1/events?limit=1')]);
    const { body, headers } = await ledger.get(`/v1/events/${event?.sequence ?? ''}`).expect(200);
    expect(body).toEqual(event);
    expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
    const etag = headers['etag'] ?? '';
    await ledger
      .get(`/v1/events/${event?.sequence ?? ''}`)
      .set('If-None-Match', etag)
      .expect(304);
    const known = `${event?.sequence ?? ''}-${event?.id.slice(0, 8) ?? ''}@${event?.source.split(':')[2] ?? ''}`;
    expect((await ledger.get(`/v1/events/${known}`).expect(200)).body).toEqual(event);
  });

  it.each([
    ['a position without an event', '9'.repeat(16).padStart(20, '0'), 404],
    ['a position of another log', `${'1'.padStart(20, '0')}-00000000@${OTHER_LOG}`, 410],
    ['what is not a position', 'first', 400],
    ['a number that is too large', '9'.repeat(20), 404],
  ])('have no event at %s', async (_what, position, status) => {
    await ledger.get(`/v1/events/${position}`).expect(status);
  });

  it('return no event of access by its position', async () => {
    await ledger.get(`/v1/events/${'1'.padStart(20, '0')}`).expect(404);
  });

  it('negotiate the media type', async () => {
    const typeFor = async (accept: string) => (await ledger.get('/v1/events?limit=1').set('Accept', accept)).type;
    expect(await typeFor('*/*')).toBe('application/cloudevents-batch+json');
    expect(await typeFor('application/json')).toBe('application/json');
    expect(await typeFor('text/event-stream;q=0, */*')).toBe('application/cloudevents-batch+json');
    expect(await typeFor('application/json, text/event-stream;q=0.1')).toBe('application/json');
    expect(await typeFor('text/event-stream;q=0.5, */*')).toBe('application/cloudevents-batch+json');
    expect(await typeFor('application/json, */*;q=0.1')).toBe('application/json');
    expect((await ledger.get('/v1/events').set('Accept', 'text/html')).status).toBe(406);
    const preferring = await SseClient.open(`${ledger.url}/v1/events`, {
      Accept: 'application/json;q=0.9, text/event-stream',
    });
    expect(preferring.response.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8' });
    preferring.close();
    const client = await SseClient.open(`${ledger.url}/v1/events`);
    expect(client.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      vary: 'Accept',
    });
    client.close();
  });
});

describe('feeds with closed reading', () => {
  it('require a key with the scope "read"', async () => {
    const ledger = await TestLedger.start({ CLAIM_LEDGER_READING: 'closed' });
    try {
      await recordSmallLedger(ledger);
      for (const path of ['/v1/events', '/v1/changes']) {
        await ledger.get(path).expect(401);
        await expect(SseClient.open(ledger.url + path)).rejects.toMatchObject({ status: 401 });
        const client = await SseClient.open(ledger.url + path, { Authorization: `Bearer ${ledger.key}` });
        client.close();
      }
    } finally {
      await ledger.stop();
    }
  });
});
