import { jest } from '@jest/globals';
import type { ReplayView } from '../../../src/replay/replay.views.js';
import type { FinishedReplay, ReplayTask } from '../../../src/replay/replay-run.js';
import { ReplayThreads } from '../../../src/threads/replay-thread.js';
import { SseClient } from '../../support/sse-client.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

const RESULT: FinishedReplay = { claims: 20, counts: { denied: 20 }, digest: 'ab', place: undefined };

describe('replays of several principals', () => {
  let ledger: TestLedger;
  /** The ends of those that run, by the id of the replay. */
  const ends = new Map<string, () => void>();
  const keys = new Map<string, string>();

  beforeAll(async () => {
    jest.spyOn(ReplayThreads.prototype, 'run').mockImplementation(({ target }: ReplayTask) => {
      const finished = new Promise<FinishedReplay>((resolve) => {
        const [id = ''] = /[^/\\]+(?=\.sqlite$)/.exec(target) ?? [];
        ends.set(id, () => {
          resolve(RESULT);
        });
      });
      return { finished, stop: () => Promise.resolve() };
    });
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    await ledger.ready();
    for (const principal of ['anna', 'ben', 'cleo']) {
      const { body } = await ledger.post('/v1/keys', { principal, scopes: ['replays'] }).expect(201);
      keys.set(principal, (body as { readonly key: string }).key);
    }
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await ledger.stop();
  });

  const begin = async (principal: string): Promise<ReplayView> => {
    const authorization = `Bearer ${keys.get(principal) ?? ''}`;
    return (await ledger.post('/v1/replays', {}).set('Authorization', authorization).expect(202)).body as ReplayView;
  };
  const statusOf = async ({ id }: ReplayView, wait = 0) =>
    ((await ledger.get(`/v1/replays/${id}?wait=${wait}`).expect(200)).body as ReplayView).status;
  const end = async (replay: ReplayView) => {
    ends.get(replay.id)?.();
    expect(await statusOf(replay, 60)).toBe('finished');
  };

  it('run next to each other, one of each, and the others wait for their turn', async () => {
    const [first, second, third] = [await begin('anna'), await begin('anna'), await begin('anna')];
    expect([first.status, second.status, third.status]).toEqual(['running', 'waiting', 'waiting']);
    const ofBen = await begin('ben');
    expect(ofBen.status).toBe('running');
    const ofCleo = await begin('cleo');
    expect(ofCleo.status).toBe('waiting');

    const client = await SseClient.open(`${ledger.url}/v1/replays/${second.id}`);
    await client.waitUntil(() => client.messages.length === 1);
    // Anna began one already.
    await end(first);
    expect(await statusOf(ofCleo)).toBe('running');
    expect(await statusOf(second)).toBe('waiting');
    expect((await ledger.write('delete', `/v1/replays/${third.id}`)).status).toBe(204);
    await end(ofCleo);
    expect(await statusOf(second)).toBe('running');
    await end(second);
    await client.end();
    expect(client.messages.map(({ event }) => event)).toEqual(['waiting', 'progress', 'finished']);
    await end(ofBen);
    expect([...ends.keys()]).not.toContain(third.id);
  });
});
