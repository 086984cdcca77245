import { InvalidAppendError, type EventLog, type NewEvent } from '../../../src/event-log/event-log.js';
import { collect, ids, newEvent, newStream } from './support.js';

const MIB = 1_048_576;

/** Data that the compiler rejects, but a caller may pass at runtime. */
function untyped(data: unknown): NewEvent {
  return { ...newEvent(), data: data as NewEvent['data'] };
}

/** Returns an event of exactly this size: data and metadata as JSON in UTF-8, and twice the type's length. */
function eventOfSize(bytes: number, filler = 'x'): NewEvent {
  const event = { ...newEvent({ text: '' }, 'type'), metadata: {} };
  const left = bytes - '{"text":""}'.length - '{}'.length - 2 * 'type'.length;
  const width = Buffer.byteLength(filler);
  return { ...event, data: { text: filler.repeat(Math.floor(left / width)) + 'x'.repeat(left % width) } };
}

function cyclic(): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  return value;
}

export function limitsContract(log: () => EventLog): void {
  describe('append() limits', () => {
    const invalid: readonly [string, NewEvent][] = [
      ['an id that is not a UUID', { ...newEvent(), id: 'not-a-uuid' }],
      ['an id in upper case', { ...newEvent(), id: newEvent().id.toUpperCase().replace(/^./, 'A') }],
      ['the nil UUID', { ...newEvent(), id: '00000000-0000-0000-0000-000000000000' }],
      ['an empty type', newEvent({}, '')],
      ['a reserved type', newEvent({}, '$metadata')],
      ['a type of 201 characters', newEvent({}, 't'.repeat(201))],
      ['a type with a lone surrogate', newEvent({}, 'type-\ud83d')],
      ['a lone surrogate in the data', newEvent({ text: 'broken \udc00' })],
      ['a lone surrogate in a key', newEvent({ deep: [{ '\ud800': 1 }] })],
      ['a lone surrogate in the metadata', { ...newEvent(), metadata: { by: '\ud800' } }],
      ['a bigint', untyped({ amount: 1n })],
      ['undefined', untyped({ list: [undefined] })],
      ['a member that is undefined', untyped({ member: undefined })],
      ['no data', untyped(undefined)],
      ['data that is not an object', untyped('text')],
      ['data that is an array', untyped([])],
      ['NaN', untyped({ number: NaN })],
      ['Infinity', untyped({ number: -Infinity })],
      ['a Date', untyped({ at: new Date(0) })],
      ['a Map', untyped({ map: new Map([['a', 1]]) })],
      ['a function', untyped({ toJSON: () => 'text' })],
      ['a value that contains itself', untyped(cyclic())],
      ['an event of more than 1 MiB', eventOfSize(MIB + 1)],
      ['an event of more than 1 MiB in UTF-8', eventOfSize(MIB + 1, '漢')],
    ];
    for (const [what, event] of invalid) {
      it(`rejects an append with ${what}`, async () => {
        const stream = newStream();
        const append = log().append(stream, 'no-stream', [newEvent(), event]);
        await expect(append).rejects.toBeInstanceOf(InvalidAppendError);
        expect(await collect(log().readStream(stream))).toEqual([]);
      });
    }

    const names: readonly [string, string][] = [
      ['an empty name', ''],
      ['a reserved name', '$all'],
      ['a name of 201 characters', `claim-${'n'.repeat(195)}`],
      ['a name with a lone surrogate', 'claim-\ud800'],
    ];
    for (const [what, stream] of names) {
      it(`rejects ${what} for a stream`, async () => {
        await expect(log().append(stream, 'any', [newEvent()])).rejects.toBeInstanceOf(InvalidAppendError);
      });
    }

    it('rejects an invalid expected revision', async () => {
      for (const expected of [-2, 0.5, NaN, Infinity]) {
        const append = log().append(newStream(), expected, [newEvent()]);
        await expect(append).rejects.toBeInstanceOf(InvalidAppendError);
      }
    });

    it('accepts an append of exactly 1 MiB and rejects a larger one, whatever the number of events', async () => {
      const [half, stream] = [MIB / 2, newStream()];
      await expect(
        log().append(stream, 'no-stream', [eventOfSize(half), eventOfSize(half + 1, '🧾')]),
      ).rejects.toBeInstanceOf(InvalidAppendError);

      const events = [eventOfSize(half), eventOfSize(half, '🧾')];
      await log().append(stream, 'no-stream', events);
      await log().append(stream, 1, [eventOfSize(MIB)]);
      expect((await collect(log().readStream(stream, { limit: 2 }))).map(({ data }) => data)).toEqual(
        events.map(({ data }) => data),
      );
    });

    it('accepts names of 200 characters and JSON of every kind', async () => {
      const stream = newStream().padEnd(200, 'n');
      const event = newEvent({ s: '', n: 0, b: false, z: null, a: [[]], o: { o: {} } }, 't'.repeat(200));
      const foreign = { ...newEvent(), data: structuredClone(event.data) };
      await log().append(stream, 'no-stream', [event, foreign]);
      expect(ids(await collect(log().readStream(stream)))).toEqual([event.id, foreign.id]);
    });
  });
}
