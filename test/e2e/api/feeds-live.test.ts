import { connect } from 'node:net';
import { jest } from '@jest/globals';
import request from 'supertest';
import { Feeds } from '../../../src/feeds/feeds.js';
import { LiveStreams } from '../../../src/http/live-streams.js';
import { fetchAllPages, eventsOf, fetchPage } from '../../support/feed-pages.js';
import { SseClient } from '../../support/sse-client.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

const report = (id: string) => ({ type: 'ClaimReported', id, by: ['tass'], basis: 'none-given' });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('live feeds', () => {
  let ledger: TestLedger;
  const clients: SseClient[] = [];
  const start = async (settings: Record<string, string> = {}) => {
    ledger = await TestLedger.start(settings);
    await recordSmallLedger(ledger);
  };
  const follow = async (path: string, headers = {}) => {
    const client = await SseClient.open(ledger.url + path, headers);
    clients.push(client);
    return client;
  };
  const live = () => ledger.app.get(LiveStreams, { strict: false });
  const record = (entry: object) => ledger.post('/v1/claims/talks/entries', entry).expect(201);
  const all = async (path: string) => eventsOf(await fetchAllPages(ledger, path));

  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await ledger.stop();
  });

  async function until(holds: () => boolean): Promise<void> {
    for (let tries = 0; !holds(); tries += 1) {
      if (tries === 500) throw new Error('Timed out.');
      await pause(20);
    }
  }

  it('send events as they are recorded, and the status changes that follow', async () => {
    await start();
    const events = await follow('/v1/events');
    const changes = await follow('/v1/changes');
    const begun = Date.now();
    await record(report('first'));
    await record({ type: 'ClaimDenied', id: 'denial', by: ['nato'], basis: 'none-given', occurredAt: '2024-04-04' });
    await events.waitUntil(() => events.messages.length === 2);
    await changes.waitUntil(() => changes.messages.length === 1);
    expect(Date.now() - begun).toBeLessThan(5_000);
    expect(events.events).toMatchObject([
      { type: 'claim-ledger.claim.reported.v1', subject: 'talks', data: { id: 'first' } },
      { type: 'claim-ledger.claim.denied.v1', time: '2024-04-04T00:00:00.000Z', data: { id: 'denial' } },
    ]);
    expect(changes.events).toMatchObject([
      {
        type: 'claim-ledger.claim.status-changed.v1',
        data: { before: { status: 'unverified' }, after: { status: 'denied' }, cause: { entry: 'talks/denial' } },
      },
    ]);
    expect(events.events).toEqual((await all('/v1/events')).slice(-2));
    expect(changes.events).toEqual((await all('/v1/changes')).slice(-1));
  });

  it('send everything once and in order to each of many clients while others write', async () => {
    await start();
    const begun = (await fetchPage(ledger, '/v1/events')).cursor;
    const lines = Array.from({ length: 900 }, (_, n) => ({
      type: 'ActorRegistered',
      actor: `p${n}`,
      kind: 'person',
      name: `Person ${n}`,
    }));
    const writing = Promise.all([0, 1, 2].map((part) => ledger.import(lines.filter((_, n) => n % 3 === part))));
    const followers: SseClient[] = [];
    for (let n = 0; n < 10; n += 1) {
      followers.push(await follow(n % 2 === 0 ? `/v1/events?after=${begun}` : '/v1/events?after=beginning'));
      await pause(10);
    }
    await writing;
    for (const follower of followers) await follower.waitUntil(() => follower.messages.length >= lines.length);
    const rest = eventsOf(await fetchAllPages(ledger, `/v1/events?after=${begun}&limit=200`)).map(({ id }) => id);
    const everything = eventsOf(await fetchAllPages(ledger, '/v1/events?limit=200')).map(({ id }) => id);
    expect(rest).toHaveLength(lines.length);
    for (const [n, follower] of followers.entries()) {
      const expected = n % 2 === 0 ? rest : everything;
      await follower.waitUntil(() => follower.messages.length >= expected.length);
      expect(follower.ids).toEqual(expected);
    }
  });

  it('resume where a client was after a restart of the server', async () => {
    await start();
    const before = await follow('/v1/events');
    const idle = await follow('/v1/changes');
    await record(report('before'));
    await before.waitUntil(() => before.messages.length === 1);
    await ledger.restart();
    await before.end();
    await idle.end();
    await record({ type: 'ClaimDenied', id: 'denial', by: ['nato'], basis: 'none-given' });
    const after = await follow('/v1/events', { 'Last-Event-ID': before.lastId });
    const changes = await follow('/v1/changes', { 'Last-Event-ID': idle.lastId });
    await record(report('after'));
    await after.waitUntil(() => after.messages.length === 2);
    await changes.waitUntil(() => changes.messages.length === 1);
    expect(after.events.map(({ data }) => data['id'])).toEqual(['denial', 'after']);
    expect(changes.events).toMatchObject([{ data: { cause: { entry: 'talks/denial' } } }]);
  });

  it('send the expiry of a search on time, without polling', async () => {
    await start();
    const changes = await follow('/v1/changes');
    const looks = jest.spyOn(ledger.app.get(Feeds, { strict: false }).changes(), 'read');
    const goodUntil = new Date(Date.now() + 2_000).toISOString();
    await record({ type: 'ConfirmationSought', id: 'search', by: ['tass'], outcome: 'found-nothing', goodUntil });
    await changes.waitUntil(() => changes.messages.length === 2);
    expect(Date.now() - Date.parse(goodUntil)).toBeLessThan(4_000);
    expect(looks.mock.calls.length).toBeLessThan(8);
    expect(changes.events).toMatchObject([
      {
        data: {
          before: { status: 'unverified' },
          after: { status: 'unsubstantiated' },
          cause: { entry: 'talks/search' },
        },
      },
      {
        data: {
          before: { status: 'unsubstantiated' },
          after: { status: 'unverified' },
          cause: { passed: expect.any(String) as unknown },
        },
      },
    ]);
    expect(changes.events).toEqual((await all('/v1/changes')).slice(-2));
    const again = await follow('/v1/changes', { 'Last-Event-ID': changes.messages[0]?.id ?? '' });
    await again.waitUntil(() => again.messages.length === 1);
    expect(again.ids).toEqual(changes.ids.slice(1));
  });

  it('send the current cursor while no event matches', async () => {
    await start({ CLAIM_LEDGER_LIVE_HEARTBEAT_MS: '50' });
    const client = await follow('/v1/events?actor=nobody');
    const begun = client.lastId;
    await record(report('first'));
    const { cursor } = await fetchPage(ledger, '/v1/events');
    expect(cursor).not.toBe(begun);
    await client.waitUntil(() => client.lastId === cursor);
    const beats = client.comments.length;
    await client.waitUntil(() => client.comments.length >= beats + 3);
    expect(client.messages).toEqual([]);
  });

  it('limit the number of clients, and release those that disconnect', async () => {
    await start({ CLAIM_LEDGER_LIVE_CLIENTS: '3' });
    const first = await follow('/v1/events');
    await follow('/v1/changes');
    await expect(follow('/v1/events')).rejects.toMatchObject({ status: 503 });
    await ledger.get('/v1/events').expect(200);
    // Others still can.
    await follow('/v1/events', { Authorization: `Bearer ${ledger.key}` });
    await expect(follow('/v1/events', { Authorization: `Bearer ${ledger.key}` })).rejects.toMatchObject({
      status: 503,
    });
    first.close();
    await until(() => live().count === 2);
    await follow('/v1/events');
    expect(live().count).toBe(3);
  });

  it('return only headers for HEAD', async () => {
    await start();
    await request(ledger.url).head('/v1/events').set('Accept', 'text/event-stream').expect(200);
    await until(() => live().count === 0);
  });

  it('end on shutdown', async () => {
    await start();
    const client = await follow('/v1/events');
    const before = live();
    await ledger.restart();
    await client.end();
    expect(before.count).toBe(0);
  });

  it('disconnect a stalled client, and read no more events for it than its buffer holds', async () => {
    await start({ CLAIM_LEDGER_LIVE_DRAIN_MS: '1000' });
    const read = jest.spyOn(ledger.app.get(Feeds, { strict: false }).events(), 'read');
    const socket = connect(Number(new URL(ledger.url).port), '127.0.0.1');
    socket.on('error', () => undefined).pause();
    socket.write('GET /v1/events HTTP/1.1\r\nHost: ledger\r\nAccept: text/event-stream\r\n\r\n');
    await until(() => live().count === 1);
    const narrative = { type: 'NarrativeRegistered', title: 'Long', summary: 'x'.repeat(9_900) };
    const lines = Array.from({ length: 1_500 }, (_, n) => ({ ...narrative, narrative: `n${n}` }));
    expect(await ledger.import(lines)).toContainEqual({
      summary: expect.objectContaining({ recorded: 1_500 }) as unknown,
    });
    await until(() => live().count === 0);
    let received = 0;
    socket.on('data', (chunk) => (received += chunk.length)).resume();
    await new Promise((resolve) => socket.once('close', resolve));
    const taken = read.mock.results.reduce((sum, { value }) => sum + JSON.stringify(value).length, 0);
    expect(received).toBeGreaterThan(0);
    expect(taken - received).toBeLessThan(1_000_000);
    expect(taken).toBeLessThan(1_500 * 9_900);
  });
});
