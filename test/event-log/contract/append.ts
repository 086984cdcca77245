import {
  WrongExpectedRevisionError,
  type EventLog,
  type ExpectedRevision,
  type JsonObject,
} from '../../../src/event-log/event-log.js';
import { collect, ids, newEvent, newEvents, newStream } from './support.js';

export function appendContract(log: () => EventLog): void {
  describe('append()', () => {
    it('numbers a stream from 0 and returns its last revision and position', async () => {
      const stream = newStream();
      const first = await log().append(stream, 'no-stream', newEvents(1));
      const second = await log().append(stream, 0, newEvents(3));

      expect([first.revision, second.revision]).toEqual([0, 3]);
      const events = await collect(log().readStream(stream));
      expect(events.map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
      expect(events[0]?.position).toBe(first.position);
      expect(events[3]?.position).toBe(second.position);
    });

    it('assigns positions of 20 digits that increase as strings', async () => {
      const stream = newStream();
      await log().append(stream, 'no-stream', newEvents(30));

      const positions = (await collect(log().readStream(stream))).map(({ position }) => position);
      for (const position of positions) expect(position).toMatch(/^\d{20}$/);
      expect(positions).toEqual([...new Set(positions)].sort());
    });

    it('stores an event without changing it', async () => {
      const data: JsonObject = {
        text: 'Ünïcode 漢字 🧾 \u{1F469}‍\u{1F4BB} "quoted" \\ud800 \n\t\u0000\u2028',
        'key with ☃': [1, -2.5, 1e21, Number.MAX_SAFE_INTEGER, true, false, null, '', [], {}],
        nested: { deeply: { and: ['more'] } },
      };
      const event = { ...newEvent(data, 'Typ-名'), metadata: { by: 'Zoë', schemaVersion: 3 } };
      const stream = `${newStream()}-名🧾`;
      const { position } = await log().append(stream, 'no-stream', [event]);

      expect(await collect(log().readStream(stream))).toEqual([{ ...event, stream, revision: 0, position }]);
    });

    const states: readonly [string, number, readonly ExpectedRevision[]][] = [
      ['a stream that does not exist', -1, [0, 7]],
      ['a stream at revision 2', 2, ['no-stream', 0, 1, 3, 9]],
    ];
    for (const [state, actual, wrong] of states) {
      for (const expected of wrong) {
        it(`rejects the expected revision ${expected} for ${state}, and returns the actual one`, async () => {
          const stream = newStream();
          if (actual >= 0) await log().append(stream, 'no-stream', newEvents(actual + 1));

          const conflict: unknown = await log()
            .append(stream, expected, newEvents(2))
            .catch((error: unknown) => error);
          expect(conflict).toBeInstanceOf(WrongExpectedRevisionError);
          expect(conflict).toMatchObject({ name: 'WrongExpectedRevisionError', stream, expected, actual });
          expect(await collect(log().readStream(stream))).toHaveLength(actual + 1);
        });
      }
    }

    it('accepts -1 for a stream that does not exist', async () => {
      const stream = newStream();
      expect(await log().append(stream, -1, newEvents(1))).toMatchObject({ revision: 0 });
      await expect(log().append(stream, -1, newEvents(1))).rejects.toMatchObject({ actual: 0 });
    });

    it('appends at the end for any revision', async () => {
      const stream = newStream();
      expect(await log().append(stream, 'any', newEvents(2))).toMatchObject({ revision: 1 });
      expect(await log().append(stream, 'any', newEvents(2))).toMatchObject({ revision: 3 });
    });

    it('checks only the revision if there are no events', async () => {
      const stream = newStream();
      expect(await log().append(stream, 'no-stream', [])).toEqual({ revision: -1, position: undefined });
      await expect(log().append(stream, 0, [])).rejects.toMatchObject({ actual: -1 });

      const events = newEvents(2);
      await log().append(stream, 'no-stream', events);
      expect(await log().append(stream, 1, [])).toEqual({ revision: 1, position: undefined });
      expect(await log().append(stream, 'any', [])).toEqual({ revision: 1, position: undefined });
      await expect(log().append(stream, 0, [])).rejects.toBeInstanceOf(WrongExpectedRevisionError);
      await expect(log().append(stream, 'no-stream', [])).rejects.toMatchObject({ actual: 1 });
      expect(ids(await collect(log().readStream(stream)))).toEqual(ids(events));
    });

    it('distinguishes streams with similar names', async () => {
      const name = newStream();
      const streams = [name, `${name} `, name.toUpperCase(), `${name}%`, `${name}-é`, `${name}-e\u0301`];
      for (const stream of streams) await log().append(stream, 'no-stream', [newEvent({ stream })]);
      for (const stream of streams) {
        expect(await collect(log().readStream(stream))).toMatchObject([{ stream, revision: 0, data: { stream } }]);
      }
    });

    it('moves the head to the new position or beyond', async () => {
      const { position } = await log().append(newStream(), 'no-stream', newEvents(1));
      const head = await log().head();
      expect(position !== undefined && head !== undefined && head >= position).toBe(true);
    });
  });
}
