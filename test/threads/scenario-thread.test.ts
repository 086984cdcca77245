import { TooManyEvaluationsError } from '../../src/http/errors.js';
import { RequestAbortedError } from '../../src/http/requester.js';
import { ScenarioThread } from '../../src/threads/scenario-thread.js';
import { clientOf, patient } from '../support/requesters.js';

describe('ScenarioThread', () => {
  const task = {
    source: '/nowhere/read-model.sqlite',
    scenario: { asOf: '2024-01-01T00:00:00.000Z', policy: 'standard/1', without: [], only: [] },
    claims: ['talks'],
  };

  it('rejects a read while sixteen wait, and settles each of those', async () => {
    const thread = new ScenarioThread();
    const waiting = Array.from({ length: 16 }, () => thread.evaluate(task, patient()));
    await expect(thread.evaluate(task, patient())).rejects.toThrow(TooManyEvaluationsError);
    const settled = await Promise.allSettled(waiting);
    expect(settled.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => 'rejected'));
    // The thread has nothing more to do, and takes the next read.
    await expect(thread.evaluate(task, patient())).rejects.toThrow(/directory does not exist|unable to open/);
    await thread.onModuleDestroy();
  });

  it('rejects the reads that wait when it ends', async () => {
    const thread = new ScenarioThread();
    const running = thread.evaluate(task, patient());
    await Promise.all([expect(running).rejects.toThrow('ended early'), thread.onModuleDestroy()]);
  });

  it('rejects a fifth read of a caller, and takes those of others', async () => {
    const thread = new ScenarioThread();
    const [reader, other] = [clientOf('reader'), clientOf('other')];
    const waiting = Array.from({ length: 4 }, () => thread.evaluate(task, reader.requester));
    await expect(thread.evaluate(task, reader.requester)).rejects.toThrow('4 of your reads');
    waiting.push(thread.evaluate(task, other.requester));
    const settled = await Promise.allSettled(waiting);
    expect(settled.map((each) => each.status === 'rejected' && String(each.reason))).toEqual(
      Array.from({ length: 5 }, () => expect.stringMatching(/directory does not exist|unable to open/) as unknown),
    );
    await thread.onModuleDestroy();
  });

  it('evaluates nothing more for clients that have left', async () => {
    const thread = new ScenarioThread();
    const clients = Array.from({ length: 16 }, (_none, index) => clientOf(`reader ${index}`));
    const left = clients.map(({ requester }) => thread.evaluate(task, requester));
    const rejected = Promise.allSettled(left);
    // First those that wait, last the one that is evaluated.
    for (const client of [...clients].reverse()) client.leave();
    // All have made room already.
    const next = Array.from({ length: 16 }, () => thread.evaluate(task, patient()));
    const settled = await rejected;
    expect(settled.every((each) => each.status === 'rejected' && each.reason instanceof RequestAbortedError)).toBe(
      true,
    );
    for (const each of await Promise.allSettled(next)) {
      expect(each).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringMatching(/directory/) as unknown },
      });
    }
    await expect(thread.evaluate(task, clients[0]?.requester ?? patient())).rejects.toThrow(RequestAbortedError);
    await thread.onModuleDestroy();
  });

  it('evaluates the next read when the client of the running one has left', async () => {
    const thread = new ScenarioThread();
    const client = clientOf('reader');
    const running = thread.evaluate(task, client.requester);
    const next = thread.evaluate(task, patient());
    client.leave();
    await expect(running).rejects.toThrow(RequestAbortedError);
    await expect(next).rejects.toThrow(/directory does not exist|unable to open/);
    await thread.onModuleDestroy();
  });
});
