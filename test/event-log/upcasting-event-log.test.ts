import type { EventLog, NewEvent } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { withUpcasters, type Upcaster } from '../../src/event-log/upcasting-event-log.js';
import { collect, newEvent, nextMessage } from './contract/support.js';

const upcasters: readonly Upcaster[] = [
  {
    type: 'claim-made',
    schemaVersion: 1,
    upcast: ({ data }) => ({ type: 'claim-made', data: { ...data, language: 'und' } }),
  },
  {
    type: 'claim-made',
    schemaVersion: 2,
    upcast: ({ data: { text, ...rest } }) => ({ type: 'claim-registered', data: { ...rest, wording: text ?? '' } }),
  },
  {
    type: 'claim-registered',
    schemaVersion: 3,
    upcast: ({ type, data, revision }) => ({ type, data: { ...data, number: revision } }),
  },
];

function event(type: string, schemaVersion: number, data: NewEvent['data']): NewEvent {
  return { ...newEvent(data, type), metadata: { by: 'somebody', schemaVersion } };
}

describe('withUpcasters()', () => {
  let stored: EventLog;
  let log: EventLog;
  beforeEach(() => {
    stored = SqliteEventLog.open(':memory:');
    log = withUpcasters(stored, upcasters);
  });
  afterEach(() => log.close());

  const old = event('claim-made', 1, { text: 'It rains.' });
  const newer = event('claim-registered', 3, { wording: 'It snows.', language: 'en' });
  const current = event('claim-registered', 4, { wording: 'It is dry.', language: 'en', number: 9 });
  const upcasted = [
    {
      ...old,
      type: 'claim-registered',
      data: { wording: 'It rains.', language: 'und', number: 0 },
      metadata: { by: 'somebody', schemaVersion: 4 },
    },
    {
      ...newer,
      data: { wording: 'It snows.', language: 'en', number: 1 },
      metadata: { by: 'somebody', schemaVersion: 4 },
    },
    current,
  ];

  it('upcasts each event step by step in every kind of read', async () => {
    await log.append('claim-1', 'no-stream', [old, newer, current]);

    expect(await collect(log.readStream('claim-1'))).toMatchObject(upcasted);
    expect(await collect(log.readStream('claim-1', { direction: 'backwards', limit: 1 }))).toMatchObject([current]);
    const all = await collect(log.readAll());
    expect(all).toMatchObject(upcasted);
    expect(await collect(log.readAll({ after: all[0]?.position ?? '', limit: 1 }))).toMatchObject([upcasted[1]]);
    const subscription = log.subscribe({ signal: new AbortController().signal })[Symbol.asyncIterator]();
    for (const event of upcasted) {
      expect(await nextMessage(subscription)).toMatchObject({ kind: 'event', event });
    }
    expect(await nextMessage(subscription)).toEqual({ kind: 'caught-up' });
    await subscription.return?.();
  });

  it('changes neither stored events nor events without an upcaster', async () => {
    const unversioned = { ...newEvent({ text: 'a' }, 'claim-made'), metadata: {} };
    const other = event('claim-withdrawn', 1, {});
    await log.append('claim-1', 'no-stream', [old, unversioned, other]);

    expect(await collect(stored.readStream('claim-1'))).toMatchObject([old, unversioned, other]);
    const read = await collect(log.readStream('claim-1'));
    expect(read.slice(1)).toEqual((await collect(stored.readStream('claim-1'))).slice(1));
  });

  it('delegates all other calls to the log', async () => {
    const { position } = await log.append('claim-1', 'no-stream', [old]);
    expect(log.id).toBe(stored.id);
    expect(await log.head()).toBe(position);
    expect(await log.count?.()).toBe(1);
    await expect(log.append('claim-1', 'no-stream', [newer])).rejects.toMatchObject({ actual: 0 });
  });

  it('rejects two upcasters for the same type and version', () => {
    expect(() => withUpcasters(stored, [...upcasters, ...upcasters.slice(0, 1)])).toThrow(RangeError);
  });
});
