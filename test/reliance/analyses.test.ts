import type { CurrentReadModel } from '../../src/read-model/current-read-model.js';
import { RequestAbortedError } from '../../src/http/requester.js';
import { Analyses } from '../../src/reliance/analyses.js';
import { AnalysisRunner, type AnalysisTask } from '../../src/reliance/analysis-run.js';
import type { Found } from '../../src/reliance/found.js';
import { clientOf, patient } from '../support/requesters.js';

/** Runs that the test ends. */
class Runner extends AnalysisRunner {
  readonly runs: {
    readonly task: AnalysisTask;
    readonly stop: AbortSignal;
    readonly end: (found: Found<string>) => void;
    readonly fail: (error: Error) => void;
  }[] = [];

  run(task: AnalysisTask, stop: AbortSignal): Promise<Found<string>> {
    return new Promise((end, fail) => {
      this.runs.push({ task, stop, end, fail });
      stop.addEventListener('abort', () => {
        fail(new Error('ended early'));
      });
    });
  }

  async stop(): Promise<void> {}
}

const T0 = Date.UTC(2026, 0, 1);
const time = (seconds: number): string => new Date(T0 + 1_000 * seconds).toISOString();
const FOUND = { items: ['{"n":1}', '{"n":2}'], total: 2 };

describe('Analyses', () => {
  let runner: Runner;
  let analyses: Analyses;
  let seconds: number;
  const current = { generation: 1, position: '7', completeUntil: -1, redactedUntil: undefined as number | undefined };

  beforeEach(() => {
    runner = new Runner();
    seconds = 0;
    Object.assign(current, { generation: 1, position: '7', completeUntil: -1, redactedUntil: undefined });
    analyses = new Analyses(
      {
        get generation() {
          return current.generation;
        },
        get position() {
          return current.position;
        },
        now: () => time(seconds),
        isComplete: (at: string) => at <= time(current.completeUntil),
        withFile: (run: (file: string) => Promise<unknown>) => run('a file'),
        queries: () => ({ last: () => current.redactedUntil }),
      } as unknown as CurrentReadModel,
      runner,
    );
  });

  const ask = (minEntries: number, at?: string, requester = patient()) =>
    analyses.answer({ of: 'rings', scope: {}, minEntries }, at, requester);
  const settled = () => new Promise(setImmediate);
  /** Ends the last run, or this one, and lets what waits for it continue. */
  const end = async (index?: number): Promise<void> => {
    await settled();
    runner.runs[index ?? runner.runs.length - 1]?.end(FOUND);
    await settled();
  };

  it('answers the same question once, also while it is computed', async () => {
    const both = [ask(1), ask(1)];
    await end();
    for (const { at, total, length, item } of await Promise.all(both)) {
      expect([at, total, length, item(1)]).toEqual([time(0), 2, 2, { n: 2 }]);
    }
    seconds = 59;
    expect((await ask(1)).at).toBe(time(0));
    expect((await ask(1, time(0))).at).toBe(time(0));
    expect(runner.runs.map(({ task }) => task)).toEqual([
      { source: 'a file', at: time(0), question: { of: 'rings', scope: {}, minEntries: 1 } },
    ]);
  });

  it('computes the present again after a minute, after a new event, and in another read model', async () => {
    const again = async (): Promise<number> => {
      const asked = ask(1);
      await end();
      await asked;
      return runner.runs.length;
    };
    expect(await again()).toBe(1);
    seconds = 60;
    expect(await again()).toBe(2);
    current.position = '8';
    expect(await again()).toBe(3);
    current.generation = 2;
    expect(await again()).toBe(4);
    expect(await again()).toBe(4);
  });

  it('keeps an answer about the past, and computes it again only while something may be added', async () => {
    const past = async (at: number): Promise<number> => {
      const asked = ask(1, time(at));
      await end();
      expect((await asked).at).toBe(time(at));
      return runner.runs.length;
    };
    current.completeUntil = 10;
    expect([await past(10), await past(11)]).toEqual([1, 2]);
    current.position = '8';
    seconds = 1_000;
    expect([await past(10), await past(11), await past(11)]).toEqual([2, 3, 3]);
  });

  it('computes the past again after a redaction', async () => {
    const past = async (): Promise<number> => {
      const asked = ask(1, time(10));
      await end();
      await asked;
      return runner.runs.length;
    };
    current.completeUntil = 10;
    expect([await past(), await past()]).toEqual([1, 1]);
    Object.assign(current, { position: '8', redactedUntil: 8 });
    expect([await past(), await past()]).toEqual([2, 2]);
  });

  it('runs two at the same time, lets twenty wait, and rejects more', async () => {
    const asked = Array.from({ length: 22 }, (_none, index) => ask(index + 1));
    await expect(ask(100)).rejects.toThrow('22 analyses of the ledger run or wait');
    await settled();
    expect(runner.runs).toHaveLength(2);
    runner.runs[0]?.fail(new Error('out of memory'));
    await expect(asked[0]).rejects.toThrow('out of memory');
    await settled();
    expect(runner.runs).toHaveLength(3);
    for (let index = 1; index < 22; index += 1) await end(index);
    const results = await Promise.all(asked.slice(1));
    expect(results.map(({ total }) => total)).toEqual(Array(21).fill(2));
    expect(runner.runs).toHaveLength(22);
    const failed = ask(1);
    await end();
    expect((await failed).total).toBe(2);
    for (const minEntries of [201, 202, 203]) void ask(minEntries);
    await settled();
    expect(runner.runs).toHaveLength(25);
  });

  it('ends a run when all that wait for it have left, and begins it again for the next', async () => {
    const [one, other] = [clientOf('one'), clientOf('other')];
    const both = [one, other].map(({ requester }) => ask(1, undefined, requester));
    await settled();
    one.leave();
    await expect(both[0]).rejects.toThrow(RequestAbortedError);
    expect(runner.runs[0]?.stop.aborted).toBe(false);
    other.leave();
    const again = ask(1);
    await expect(both[1]).rejects.toThrow(RequestAbortedError);
    await settled();
    expect(runner.runs.map(({ stop }) => stop.aborted)).toEqual([true, false]);
    await end();
    expect((await again).total).toBe(2);
  });

  it('drops what waits for its turn when those who asked have left', async () => {
    const running = [ask(1), ask(2)];
    const clients = Array.from({ length: 20 }, (_none, index) => clientOf(`reader ${index}`));
    const left = clients.map(({ requester }, index) => ask(10 + index, undefined, requester));
    const rejected = Promise.allSettled(left);
    for (const client of clients) client.leave();
    expect((await rejected).every(({ status }) => status === 'rejected')).toBe(true);
    const next = ask(3);
    for (const index of [0, 1, 2]) await end(index);
    expect((await Promise.all([...running, next])).map(({ total }) => total)).toEqual([2, 2, 2]);
    expect(runner.runs).toHaveLength(3);
    // A client that has left already begins nothing.
    await expect(ask(4, undefined, clients[0]?.requester)).rejects.toThrow(RequestAbortedError);
    expect(runner.runs).toHaveLength(3);
  });

  it.each(Array.from({ length: 12 }, (_none, step) => step))(
    'begins the next one if the one before it leaves as its turn comes, after %i steps',
    async (steps) => {
      const leaving = clientOf('leaving');
      const running = [ask(1), ask(2)];
      const left = ask(3, undefined, leaving.requester);
      const waiting = [ask(4), ask(5)];
      await settled();
      runner.runs[0]?.end(FOUND);
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      leaving.leave();
      await expect(left).rejects.toThrow(RequestAbortedError);
      for (let turn = 0; turn < 5; turn += 1) for (const index of runner.runs.keys()) await end(index);
      expect((await Promise.all([...running, ...waiting])).map(({ total }) => total)).toEqual([2, 2, 2, 2]);
      const begunBefore = runner.runs.length;
      void ask(6);
      void ask(7);
      await settled();
      expect(runner.runs).toHaveLength(begunBefore + 2);
    },
  );

  it('lets a caller wait for four, and share those of others', async () => {
    const { requester } = clientOf('reader');
    const own = [1, 2, 3, 4].map((minEntries) => ask(minEntries, undefined, { ...requester }));
    await expect(ask(5, undefined, { ...requester })).rejects.toThrow('4 of your analyses');
    const [others, shared] = [ask(5), ask(5, undefined, { ...requester })];
    for (let index = 0; index < 5; index += 1) await end(index);
    const results = await Promise.all([...own, others, shared]);
    expect(results.map(({ total }) => total)).toEqual(Array(6).fill(2));
  });
});
