import { jest } from '@jest/globals';
import type { ReplayProgress } from '../../../src/claims/scenario/replay-claims.js';
import type { ReplayView } from '../../../src/replay/replay.views.js';
import type { FinishedReplay } from '../../../src/replay/replay-run.js';
import { ReplayThreads } from '../../../src/threads/replay-thread.js';
import { SseClient, SseRejectedError } from '../../support/sse-client.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

const RESULT: FinishedReplay = { claims: 20, counts: { denied: 20 }, digest: 'ab', place: undefined };

describe('the progress of a replay', () => {
  let ledger: TestLedger;
  const clients: SseClient[] = [];

  const start = async (settings: Record<string, string> = {}) => {
    ledger = await TestLedger.start(settings);
    await recordSmallLedger(ledger);
    await ledger.ready();
  };
  const begin = async () => ((await ledger.post('/v1/replays', {}).expect(202)).body as ReplayView).id;
  const follow = async (id: string, headers = {}) => {
    const client = await SseClient.open(`${ledger.url}/v1/replays/${id}`, headers);
    clients.push(client);
    return client;
  };
  const eventsOf = ({ messages }: SseClient) =>
    messages.map(({ event, data }) => [event, JSON.parse(data) as unknown] as const);

  /** Replays whose progress and end the test decides. */
  function controlled() {
    const control: { progress?: (progress: ReplayProgress) => void; end?: (error?: Error) => void } = {};
    jest.spyOn(ReplayThreads.prototype, 'run').mockImplementation((_task, onProgress) => {
      control.progress = onProgress;
      const finished = new Promise<FinishedReplay>((resolve, reject) => {
        control.end = (error) => {
          if (error) reject(error);
          else resolve(RESULT);
        };
      });
      return { finished, stop: () => Promise.resolve() };
    });
    return control;
  }

  afterEach(async () => {
    jest.restoreAllMocks();
    for (const client of clients.splice(0)) client.close();
    await ledger.stop();
  });

  it('is streamed as it is made, and the stream ends with the result', async () => {
    await start();
    const id = await begin();
    const client = await follow(id);
    await client.end();
    const events = eventsOf(client);
    const { body } = await ledger.get(`/v1/replays/${id}`).expect(200);
    expect(events.at(-1)).toEqual(['finished', body]);
    expect(client.lastId).toBe('end');
    for (const [event] of events.slice(0, -1)) expect(event).toBe('progress');
    const rejected = await follow(id, { 'Last-Event-ID': 'end' }).catch((error: unknown) => error);
    expect((rejected as SseRejectedError).status).toBe(204);
  });

  it('has each number of claims once, and a failure', async () => {
    await start();
    const control = controlled();
    const client = await follow(await begin());
    for (const claims of [5, 10]) {
      control.progress?.({ claims, of: 20 });
      await client.waitUntil(() => client.messages.length === 1 + claims / 5);
    }
    control.end?.(new Error('The disk is full.'));
    await client.end();
    expect(eventsOf(client)).toEqual([
      ['progress', { claims: 0, of: 0 }],
      ['progress', { claims: 5, of: 20 }],
      ['progress', { claims: 10, of: 20 }],
      ['failed', expect.objectContaining({ status: 'failed', failure: 'The disk is full.' })],
    ]);
  });

  it('ends if the replay is removed, and on shutdown', async () => {
    await start();
    controlled();
    const [removed, other] = [await begin(), await begin()];
    const [client, left] = [await follow(removed), await follow(other)];
    await ledger.write('delete', `/v1/replays/${removed}`).expect(204);
    await client.end();
    expect(eventsOf(client).at(-1)).toEqual(['removed', { id: removed }]);
    expect(left.ended).toBe(false);
    await ledger.restart();
    await left.end();
  });

  it('counts among the live feeds, reports that it is alive, and is JSON for whom accepts anything', async () => {
    await start({ CLAIM_LEDGER_LIVE_CLIENTS: '1', CLAIM_LEDGER_LIVE_HEARTBEAT_MS: '1000' });
    controlled();
    const id = await begin();
    const client = await follow(id);
    await client.waitUntil(() => client.comments.length > 1);
    const rejected = (await follow(id).catch((error: unknown) => error)) as SseRejectedError;
    expect([rejected.status, rejected.message]).toEqual([503, expect.stringContaining('too-many-clients')]);
    const { body, headers } = await ledger.get(`/v1/replays/${id}`).set('Accept', '*/*').expect(200);
    expect(body).toMatchObject({ id, status: 'running' });
    expect(headers.vary).toContain('Accept');
    const unknown = (await follow('none').catch((error: unknown) => error)) as SseRejectedError;
    expect(unknown.status).toBe(404);
  });
});
