import { setTimeout as pause } from 'node:timers/promises';
import type { EventLog } from '../../../src/event-log/event-log.js';
import { collect, follow, ids, newEvent, newEvents, newStream, nextMessage } from './support.js';

export function subscribeContract(log: () => EventLog): void {
  describe('subscribe()', () => {
    it('yields stored events, then caught-up, then new events', async () => {
      const after = await log().head();
      const stream = newStream();
      const [a, b, c] = [newEvent(), newEvent(), newEvent()];
      await log().append(stream, 'no-stream', [a, b]);
      const subscription = log().subscribe({ after, signal: new AbortController().signal })[Symbol.asyncIterator]();

      expect(await nextMessage(subscription)).toMatchObject({ kind: 'event', event: { ...a, stream, revision: 0 } });
      expect(await nextMessage(subscription)).toMatchObject({ kind: 'event', event: { ...b, stream, revision: 1 } });
      expect(await nextMessage(subscription)).toEqual({ kind: 'caught-up' });
      const next = nextMessage(subscription);
      await log().append(stream, 1, [c]);
      expect(await next).toMatchObject({ kind: 'event', event: { ...c, stream, revision: 2 } });
      expect(await nextMessage(subscription)).toEqual({ kind: 'caught-up' });
      await subscription.return?.();
    });

    it('yields events appended while the reader handles caught-up', async () => {
      const { position } = await log().append(newStream(), 'no-stream', newEvents(1));
      const seen: string[] = [];
      for await (const message of log().subscribe({ after: position, signal: new AbortController().signal })) {
        seen.push(message.kind);
        if (seen.length < 6) await log().append(newStream(), 'no-stream', newEvents(1));
        const events = seen.filter((kind) => kind === 'event').length;
        // A server may respond to an append before it sends the event, so the reader may catch up in between.
        if (events === 5 && message.kind === 'caught-up') break;
      }
      expect(seen.filter((kind) => kind === 'event')).toHaveLength(5);
    });

    it('yields caught-up if there are no events', async () => {
      const { position } = await log().append(newStream(), 'no-stream', newEvents(1));
      for await (const message of log().subscribe({ after: position, signal: new AbortController().signal })) {
        expect(message).toEqual({ kind: 'caught-up' });
        break;
      }
    });

    it('resumes after any position', async () => {
      const before = await log().head();
      for (let round = 0; round < 4; round += 1) await log().append(newStream(), 'no-stream', newEvents(2));
      const all = await collect(log().readAll({ after: before }));

      for (const [index, { position }] of all.slice(0, -1).entries()) {
        const rest = all.slice(index + 1);
        expect(await follow(log(), position, rest.length)).toEqual(rest);
      }
    });

    it('loses and repeats no event while other callers append', async () => {
      const before = await log().head();
      const write = async (): Promise<void> => {
        const stream = newStream();
        for (let revision = -1; revision < 99; revision += 3) await log().append(stream, revision, newEvents(3));
      };
      const early = follow(log(), before, 816);
      const writers = Promise.all(Array.from({ length: 8 }, write));
      const late: Promise<{ after: string | undefined; events: unknown }>[] = [];
      for (let start = 0; start < 5; start += 1) {
        const after = (await follow(log(), before, 1 + 100 * start)).at(-1)?.position;
        late.push(follow(log(), after, 816 - 1 - 100 * start).then((events) => ({ after, events })));
      }
      await writers;

      const all = await collect(log().readAll({ after: before }));
      expect(all).toHaveLength(816);
      expect(await early).toEqual(all);
      for (const { after, events } of await Promise.all(late)) {
        expect(events).toEqual(all.filter(({ position }) => after !== undefined && position > after));
      }
    });

    it('waits for a slow reader, and yields caught-up once after all events', async () => {
      const after = await log().head();
      const stream = newStream();
      const events = newEvents(1_301);
      await log().append(stream, 'no-stream', events.slice(0, 700));
      const subscription = log().subscribe({ after, signal: new AbortController().signal })[Symbol.asyncIterator]();
      const seen: string[] = [];
      while (seen.length < 1_300) {
        const message = await nextMessage(subscription);
        if (message.kind === 'event') seen.push(message.event.id);
        if (seen.length === 10) await log().append(stream, 699, events.slice(700, 1_300));
        if (seen.length % 400 === 0) await pause(5);
      }
      expect(seen).toEqual(ids(events.slice(0, 1_300)));
      expect(await nextMessage(subscription)).toEqual({ kind: 'caught-up' });

      const next = nextMessage(subscription);
      await pause(20);
      await log().append(stream, 1_299, events.slice(1_300));
      expect(await next).toMatchObject({ kind: 'event', event: { revision: 1_300 } });
      await subscription.return?.();
    });

    it('does not yield a rejected append', async () => {
      const before = await log().head();
      const stream = newStream();
      const seen = follow(log(), before, 2);
      await log().append(stream, 'no-stream', [newEvent({ kept: 1 })]);
      await expect(log().append(stream, 'no-stream', [newEvent({ kept: false })])).rejects.toThrow();
      await log().append(stream, 0, [newEvent({ kept: 2 })]);

      expect((await seen).map(({ data }) => data)).toEqual([{ kept: 1 }, { kept: 2 }]);
    });

    it('ends when the signal aborts, both while it waits and while the reader works', async () => {
      const before = await log().head();
      await log().append(newStream(), 'no-stream', newEvents(5));

      const waiting = new AbortController();
      let received = 0;
      for await (const { kind } of log().subscribe({ after: before, signal: waiting.signal })) {
        if (kind === 'event') received += 1;
        if (received === 5)
          setTimeout(() => {
            waiting.abort();
          }, 50);
      }
      expect(received).toBe(5);

      const working = new AbortController();
      const seen: string[] = [];
      for await (const message of log().subscribe({ after: before, signal: working.signal })) {
        seen.push(message.kind);
        if (seen.length === 2) working.abort();
      }
      expect(seen).toEqual(['event', 'event']);

      const caughtUp = new AbortController();
      for await (const message of log().subscribe({ after: before, signal: caughtUp.signal })) {
        if (message.kind === 'caught-up') caughtUp.abort();
      }

      expect(await collect(log().subscribe({ signal: AbortSignal.abort() }))).toEqual([]);
    });
  });
}
