import { setTimeout as pause } from 'node:timers/promises';
import { type EventLog, LogUnavailableError } from '../../../src/event-log/event-log.js';
import { collect, follow, ids, newEvent, newEvents, newStream } from './support.js';

/** Tests that a server keeps its events and its clients across a restart. Other stores have nothing to restart. */
export function restartContract(log: () => EventLog, restart: () => Promise<void> | undefined): void {
  describe('restart of the server', () => {
    it('keeps all events and recognizes a retry', async () => {
      const stream = newStream();
      const events = newEvents(3);
      const result = await log().append(stream, 'no-stream', events);
      const written = await collect(log().readStream(stream));
      await restart();

      expect(await collect(log().readStream(stream))).toEqual(written);
      expect(await log().append(stream, 'no-stream', events)).toEqual(result);
      expect(await log().append(stream, 2, newEvents(1))).toMatchObject({ revision: 3 });
    });

    it('ends no read early', async () => {
      const stream = newStream();
      await log().append(stream, 'no-stream', newEvents(200));
      const [last] = await collect(log().readStream(stream, { from: 199 }));
      const wrong: unknown[] = [];
      let reads = 0;
      const over = new AbortController();
      const reading = (async () => {
        for (; !over.signal.aborted; reads += 1) {
          // A store in memory needs no turn of the event loop.
          await pause(0);
          try {
            const all = await collect(log().readStream(stream));
            const one = await collect(log().readStream(stream, { from: 199, limit: 1 }));
            const at = await log().eventAt(last?.position ?? '');
            if (all.length !== 200 || one.length !== 1 || at?.id !== last?.id) wrong.push([all.length, one.length, at]);
          } catch (error) {
            if (!(error instanceof LogUnavailableError)) throw error;
          }
        }
      })();
      while (reads < 3) await pause(1);
      await restart();
      const before = reads;
      while (reads < before + 3) await pause(1);
      over.abort();
      await reading;
      expect(wrong).toEqual([]);
    });

    it('delays appends and subscriptions without failing them', async () => {
      const before = await log().head();
      const streams = [newStream(), newStream(), newStream()];
      const followed = follow(log(), before, 150);
      const write = async (stream: string): Promise<string[]> => {
        const events = Array.from({ length: 50 }, (_, number) => newEvent({ number }));
        for (const [index, event] of events.entries()) {
          await log().append(stream, index - 1, [event]);
          await pause(10);
        }
        return ids(events);
      };
      const writers = Promise.all(streams.map(write));
      await pause(200);
      await restart();

      const written = await writers;
      const all = await collect(log().readAll({ after: before }));
      expect(await followed).toEqual(all);
      streams.forEach((stream, writer) => {
        expect(ids(all.filter((event) => event.stream === stream))).toEqual(written[writer]);
      });
    });
  });
}
