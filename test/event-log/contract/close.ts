import { LogClosedError, type EventLog } from '../../../src/event-log/event-log.js';
import { collect, ids, newEvents, newStream } from './support.js';

export function closeContract(log: () => EventLog, reopen: () => Promise<EventLog>): void {
  describe('close()', () => {
    it('keeps events, positions and the log id after the log is reopened', async () => {
      const before = await log().head();
      const id = log().id;
      const stream = newStream();
      await log().append(stream, 'no-stream', newEvents(3));
      const written = await collect(log().readAll({ after: before }));

      const reopened = await reopen();
      expect(reopened.id).toBe(id);
      expect(id).not.toBe('');
      expect(await collect(reopened.readAll({ after: before }))).toEqual(written);
      expect(await reopened.append(stream, 2, newEvents(1))).toMatchObject({ revision: 3 });
    });

    it('rejects every later call', async () => {
      const closed = log();
      const after = await closed.head();
      const events = newEvents(1);
      const stream = newStream();
      await reopen();

      const calls = [
        closed.append(stream, 'any', events),
        closed.head(),
        collect(closed.readStream(stream)),
        collect(closed.readAll({ after })),
        collect(closed.subscribe({ after, signal: new AbortController().signal })),
      ];
      for (const call of calls) await expect(call).rejects.toBeInstanceOf(LogClosedError);
      expect(ids(await collect(log().readStream(stream)))).toEqual([]);
    });

    it('rejects a read under way, unless it yields everything', async () => {
      const stream = newStream();
      await log().append(stream, 'no-stream', newEvents(1_203));
      let begun = 0;
      const reads = ['forwards', 'backwards'].map(async (direction) => {
        let read = 0;
        const options = { direction: direction as 'forwards' | 'backwards' };
        for await (const _event of log().readStream(stream, options)) if ((read += 1) === 1) begun += 1;
        return read;
      });
      const results = Promise.allSettled(reads);
      while (begun < reads.length) await new Promise(setImmediate);
      await reopen();
      for (const result of await results) {
        if (result.status === 'fulfilled') expect(result.value).toBe(1_203);
        else expect(result.reason).toBeInstanceOf(LogClosedError);
      }
    });

    it('resolves when called twice', async () => {
      await log().close();
      await expect(log().close()).resolves.toBeUndefined();
    });
  });
}
