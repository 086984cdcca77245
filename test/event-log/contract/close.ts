import { LogUnavailableError, type EventLog } from '../../../src/event-log/event-log.js';
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
      for (const call of calls) await expect(call).rejects.toBeInstanceOf(LogUnavailableError);
      expect(ids(await collect(log().readStream(stream)))).toEqual([]);
    });

    it('resolves when called twice', async () => {
      await log().close();
      await expect(log().close()).resolves.toBeUndefined();
    });
  });
}
