import { WrongExpectedRevisionError, type EventLog } from '../../../src/event-log/event-log.js';
import { collect, ids, newEvent, newEvents, newStream } from './support.js';

export function retrying(log: () => EventLog, reopen: () => Promise<EventLog>): void {
  describe('retrying', () => {
    it('answers a repeated append as the first time and writes nothing', async () => {
      const stream = newStream();
      const [first, second] = [newEvents(2), newEvents(3)];
      const answers = [await log().append(stream, 'no-stream', first), await log().append(stream, 1, second)];
      await log().append(stream, 4, newEvents(1));

      expect([await log().append(stream, 'no-stream', first), await log().append(stream, 1, second)]).toEqual(answers);
      expect(await collect(log().readStream(stream))).toHaveLength(6);
    });

    it('knows a retry after the log was reopened', async () => {
      const stream = newStream();
      const events = newEvents(2);
      const answer = await log().append(stream, 'no-stream', events);
      const reopened = await reopen();

      expect(await reopened.append(stream, 'no-stream', events)).toEqual(answer);
      expect(ids(await collect(reopened.readStream(stream)))).toEqual(ids(events));
    });

    it('writes once when the same append is made several times at once', async () => {
      const stream = newStream();
      const events = newEvents(2);
      const answers = await Promise.all(Array.from({ length: 8 }, () => log().append(stream, 'no-stream', events)));

      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await collect(log().readStream(stream))).toHaveLength(2);
    });

    it('refuses what is not quite a retry', async () => {
      const stream = newStream();
      const [a, b, c] = [newEvent(), newEvent(), newEvent()];
      await log().append(stream, 'no-stream', [a, b]);

      for (const events of [[a, c], [b, a], [c, b], [b], [a, b, c]]) {
        await expect(log().append(stream, 'no-stream', events)).rejects.toBeInstanceOf(WrongExpectedRevisionError);
      }
      await expect(log().append(stream, 5, [a, b])).rejects.toMatchObject({ actual: 1 });
      expect(ids(await collect(log().readStream(stream)))).toEqual([a.id, b.id]);
    });

    it('takes the beginning of an append for a retry', async () => {
      const stream = newStream();
      const [a, b] = [newEvent(), newEvent()];
      await log().append(stream, 'no-stream', [a, b]);

      expect(await log().append(stream, 'no-stream', [a])).toMatchObject({ revision: 0 });
      expect(await collect(log().readStream(stream))).toHaveLength(2);
    });

    it('writes a known id again where the stream ends, and in another stream', async () => {
      const stream = newStream();
      const event = newEvent();
      await log().append(stream, 'no-stream', [event]);

      expect(await log().append(stream, 0, [event])).toMatchObject({ revision: 1 });
      expect(await log().append(newStream(), 'no-stream', [event])).toMatchObject({ revision: 0 });
    });
  });
}
