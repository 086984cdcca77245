import { TooManyEvaluationsError } from '../../src/http/errors.js';
import { ScenarioThread } from '../../src/threads/scenario-thread.js';

describe('ScenarioThread', () => {
  const task = {
    source: '/nowhere/read-model.sqlite',
    scenario: { asOf: '2024-01-01T00:00:00.000Z', policy: 'standard/1', without: [], only: [] },
    claims: ['talks'],
  };

  it('rejects a read while sixteen wait, and settles each of those', async () => {
    const thread = new ScenarioThread();
    const waiting = Array.from({ length: 16 }, () => thread.evaluate(task));
    await expect(thread.evaluate(task)).rejects.toThrow(TooManyEvaluationsError);
    const settled = await Promise.allSettled(waiting);
    expect(settled.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => 'rejected'));
    // The thread has nothing more to do, and takes the next read.
    await expect(thread.evaluate(task)).rejects.toThrow(/directory does not exist|unable to open/);
    await thread.onModuleDestroy();
  });

  it('rejects the reads that wait when it ends', async () => {
    const thread = new ScenarioThread();
    const running = thread.evaluate(task);
    await Promise.all([expect(running).rejects.toThrow('ended early'), thread.onModuleDestroy()]);
  });
});
