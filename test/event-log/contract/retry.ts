import { WrongExpectedRevisionError, type EventLog } from '../../../src/event-log/event-log.js';
import { collect, ids, newEvent, newEvents, newStream } from './support.js';

export function retryContract(log: () => EventLog, reopen: () => Promise<EventLog>): void {
  describe('append() retries', () => {
    it('returns the first result for a repeated append, and writes nothing', async () => {
      const stream = newStream();
      const [first, second] = [newEvents(2), newEvents(3)];
      const results = [await log().append(stream, 'no-stream', first), await log().append(stream, 1, second)];
      await log().append(stream, 4, newEvents(1));

      expect([await log().append(stream, 'no-stream', first), await log().append(stream, 1, second)]).toEqual(results);
      expect(await collect(log().readStream(stream))).toHaveLength(6);
    });

    it('recognizes a retry after the log was reopened', async () => {
      const stream = newStream();
      const events = newEvents(2);
      const result = await log().append(stream, 'no-stream', events);
      const reopened = await reopen();

      expect(await reopened.append(stream, 'no-stream', events)).toEqual(result);
      expect(ids(await collect(reopened.readStream(stream)))).toEqual(ids(events));
    });

    it('writes once for concurrent calls of the same append', async () => {
      const stream = newStream();
      const events = newEvents(2);
      const results = await Promise.all(Array.from({ length: 8 }, () => log().append(stream, 'no-stream', events)));

      expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
      expect(await collect(log().readStream(stream))).toHaveLength(2);
    });

    it('rejects an append that differs from the first', async () => {
      const stream = newStream();
      const [a, b, c] = [newEvent(), newEvent(), newEvent()];
      await log().append(stream, 'no-stream', [a, b]);

      for (const events of [[a, c], [b, a], [c, b], [b], [a, b, c]]) {
        await expect(log().append(stream, 'no-stream', events)).rejects.toBeInstanceOf(WrongExpectedRevisionError);
      }
      await expect(log().append(stream, 5, [a, b])).rejects.toMatchObject({ actual: 1 });
      expect(ids(await collect(log().readStream(stream)))).toEqual([a.id, b.id]);
    });

    it('recognizes the beginning of an append as a retry', async () => {
      const stream = newStream();
      const [a, b] = [newEvent(), newEvent()];
      await log().append(stream, 'no-stream', [a, b]);

      expect(await log().append(stream, 'no-stream', [a])).toMatchObject({ revision: 0 });
      expect(await collect(log().readStream(stream))).toHaveLength(2);
    });

    it('writes a known id again at the end of the stream, and in another stream', async () => {
      const stream = newStream();
      const event = newEvent();
      await log().append(stream, 'no-stream', [event]);

      expect(await log().append(stream, 0, [event])).toMatchObject({ revision: 1 });
      expect(await log().append(newStream(), 'no-stream', [event])).toMatchObject({ revision: 0 });
    });
  });
}
