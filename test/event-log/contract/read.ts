import type { EventLog } from '../../../src/event-log/event-log.js';
import { positionText } from '../../../src/event-log/position.js';
import { collect, ids, newEvents, newStream } from './support.js';

/** More events than a store is likely to fetch at a time. */
const MANY = 1_203;

export function readContract(log: () => EventLog, endEarly: (stream: string, after: number) => void): void {
  describe('readStream()', () => {
    it('returns nothing for a stream that does not exist', async () => {
      const stream = newStream();
      expect(await collect(log().readStream(stream))).toEqual([]);
      expect(await collect(log().readStream(stream, { direction: 'backwards', from: 3 }))).toEqual([]);
    });

    it('starts at `from`, inclusive, and stops at the limit', async () => {
      const stream = newStream();
      await log().append(stream, 'no-stream', newEvents(5));
      const revisions = async (options: Parameters<EventLog['readStream']>[1]): Promise<number[]> =>
        (await collect(log().readStream(stream, options))).map(({ revision }) => revision);

      expect(await revisions({})).toEqual([0, 1, 2, 3, 4]);
      expect(await revisions({ from: 3 })).toEqual([3, 4]);
      expect(await revisions({ from: 1, limit: 2 })).toEqual([1, 2]);
      expect(await revisions({ from: 5 })).toEqual([]);
      expect(await revisions({ limit: 0 })).toEqual([]);
      expect(await revisions({ direction: 'backwards' })).toEqual([4, 3, 2, 1, 0]);
      expect(await revisions({ direction: 'backwards', from: 2 })).toEqual([2, 1, 0]);
      expect(await revisions({ direction: 'backwards', limit: 1 })).toEqual([4]);
      expect(await revisions({ direction: 'backwards', from: 3, limit: 2 })).toEqual([3, 2]);
      expect(await revisions({ direction: 'backwards', from: 0 })).toEqual([0]);
    });

    it('returns all events of a long stream in both directions', async () => {
      const stream = newStream();
      const events = newEvents(MANY);
      await log().append(stream, 'no-stream', events);
      const expected = ids(events);

      expect(ids(await collect(log().readStream(stream)))).toEqual(expected);
      expect(ids(await collect(log().readStream(stream, { from: 2, limit: 1_001 })))).toEqual(expected.slice(2, 1_003));
      const backwards = await collect(log().readStream(stream, { direction: 'backwards' }));
      expect(ids(backwards)).toEqual(expected.reverse());
    });

    it.each([0, 1, 4])(
      'returns all events if the store ends the read after %i, as if it were complete',
      async (after) => {
        const stream = newStream();
        await log().append(stream, 'no-stream', newEvents(6));
        const revisions = async (options: Parameters<EventLog['readStream']>[1]): Promise<number[]> => {
          endEarly(stream, after);
          return (await collect(log().readStream(stream, options))).map(({ revision }) => revision);
        };
        expect(await revisions({})).toEqual([0, 1, 2, 3, 4, 5]);
        expect(await revisions({ from: 1 })).toEqual([1, 2, 3, 4, 5]);
        expect(await revisions({ from: 5, limit: 1 })).toEqual([5]);
        expect(await revisions({ from: 1, limit: 5 })).toEqual([1, 2, 3, 4, 5]);
        expect(await revisions({ from: 6 })).toEqual([]);
        expect(await revisions({ direction: 'backwards' })).toEqual([5, 4, 3, 2, 1, 0]);
        expect(await revisions({ direction: 'backwards', from: 5, limit: 6 })).toEqual([5, 4, 3, 2, 1, 0]);
      },
    );

    it('can be ended early and restarted', async () => {
      const stream = newStream();
      await log().append(stream, 'no-stream', newEvents(MANY));
      for (let time = 0; time < 3; time += 1) {
        for await (const event of log().readStream(stream)) if (event.revision === 700) break;
      }
      expect(await log().append(stream, MANY - 1, newEvents(1))).toMatchObject({ revision: MANY });
    });
  });

  describe('readAll()', () => {
    it('returns all streams in the order of positions, after the given one', async () => {
      const before = await log().head();
      const streams = [newStream(), newStream(), newStream()];
      for (let round = 0; round < 4; round += 1) {
        for (const stream of streams) await log().append(stream, 2 * round - 1, newEvents(2));
      }
      const all = await collect(log().readAll({ after: before }));

      expect(all.map(({ stream, revision }) => [stream, revision])).toEqual(
        [0, 2, 4, 6].flatMap((base) => streams.flatMap((stream) => [0, 1].map((index) => [stream, base + index]))),
      );
      const positions = all.map(({ position }) => position);
      expect(positions).toEqual([...new Set(positions)].sort());
      for (const [index, after] of positions.entries()) {
        expect(ids(await collect(log().readAll({ after })))).toEqual(ids(all.slice(index + 1)));
      }
    });

    it('stops at the limit, and continues from there', async () => {
      const before = await log().head();
      const events = newEvents(MANY);
      await log().append(newStream(), 'no-stream', events);

      const read: string[] = [];
      for (let after = before; ;) {
        const page = await collect(log().readAll({ after, limit: 250 }));
        read.push(...ids(page));
        if (page.length < 250) break;
        after = page.at(-1)?.position;
      }
      expect(read).toEqual(ids(events));
      expect(ids(await collect(log().readAll({ after: before })))).toEqual(ids(events));
    });

    it('starts at the first event of the log by default', async () => {
      await log().append(newStream(), 'no-stream', newEvents(1));
      const [first] = await collect(log().readAll({ limit: 1 }));
      const all = await collect(log().readAll());
      expect(all[0]).toEqual(first);
      expect(all.map(({ position }) => position).sort()[0]).toBe(first?.position);
    });

    it('returns nothing after the last position', async () => {
      const { position } = await log().append(newStream(), 'no-stream', newEvents(3));
      expect(await collect(log().readAll({ after: position }))).toEqual([]);
    });
  });

  describe('eventAt()', () => {
    it('returns the event at exactly this position', async () => {
      const events = newEvents(3);
      await log().append(newStream(), 'no-stream', events);
      const stored = (await collect(log().readAll())).slice(-3);
      for (const event of stored) expect(await log().eventAt(event.position)).toEqual(event);
    });

    it('returns undefined between events, and after the last one', async () => {
      const { position = '' } = await log().append(newStream(), 'no-stream', newEvents(1));
      for (const beyond of [positionAfter(position, 1), positionAfter(position, 1_000_000), '9'.repeat(20)]) {
        expect(await log().eventAt(beyond)).toBeUndefined();
      }
      expect(await log().eventAt(positionText(0))).toBeUndefined();
    });
  });
}

const positionAfter = (position: string, distance: number): string => positionText(BigInt(position) + BigInt(distance));
