import type { EventLog, RecordedEvent } from '../../src/event-log/event-log.js';
import { OverlayEventLog } from '../../src/event-log/overlay-event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { eventLogContract, type StoreUnderTest } from './contract/event-log.contract.js';
import { collect, ids, newEvent, newEvents, newStream } from './contract/support.js';

/** An overlay that keeps its events when it is opened again, on a log to which others have written since. */
async function overlayStore(eventsBelow: number): Promise<StoreUnderTest> {
  const base = SqliteEventLog.open(':memory:', { positionStep: () => 3 });
  const stream = newStream();
  if (eventsBelow > 0) await base.append(stream, 'no-stream', newEvents(eventsBelow));
  const through = await base.head();
  await base.append(stream, eventsBelow - 1, newEvents(5));
  let added: readonly RecordedEvent[] = [];
  return {
    open: () => {
      const overlay = new OverlayEventLog(base, through, added);
      added = overlay.addedEvents;
      return Promise.resolve(overlay);
    },
    close: () => base.close(),
  };
}

eventLogContract('An overlay on an empty log', () => overlayStore(0));
eventLogContract('An overlay on a log with events', () => overlayStore(7));

describe('OverlayEventLog', () => {
  let base: EventLog;
  const stream = newStream();
  const below = newEvents(3);
  const later = newEvent();
  let overlay: OverlayEventLog;

  beforeEach(async () => {
    base = SqliteEventLog.open(':memory:');
    await base.append(stream, 'no-stream', below);
    overlay = new OverlayEventLog(base, await base.head());
    await base.append(stream, 2, [later]);
    await base.append(newStream(), 'no-stream', [newEvent()]);
  });
  afterEach(() => base.close());

  it('has the identity of the log below, and its head at the position given', async () => {
    expect(overlay.id).toBe(base.id);
    expect(await overlay.head()).toBe((await collect(base.readStream(stream)))[2]?.position);
  });

  it('hides what the log below got after the position', async () => {
    expect(ids(await collect(overlay.readStream(stream)))).toEqual(ids(below));
    expect(ids(await collect(overlay.readStream(stream, { direction: 'backwards' })))).toEqual(ids(below).reverse());
    expect(ids(await collect(overlay.readAll()))).toEqual(ids(below));
    await expect(overlay.append(stream, 3, [newEvent()])).rejects.toMatchObject({ actual: 2 });
  });

  it('continues streams of the log below, and leaves that log as it is', async () => {
    const before = await collect(base.readAll());
    const [first, second, other] = [newEvent(), newEvent(), newEvent()];
    expect(await overlay.append(stream, 2, [first])).toMatchObject({ revision: 3 });
    const { position } = await overlay.append(newStream(), 'no-stream', [other]);
    expect(await overlay.append(stream, 'any', [second])).toMatchObject({ revision: 4 });

    const all = [...ids(below), first.id, other.id, second.id];
    expect(ids(await collect(overlay.readAll()))).toEqual(all);
    expect(ids(await collect(overlay.readAll({ after: position })))).toEqual([second.id]);
    const inStream = [...ids(below), first.id, second.id];
    expect(ids(await collect(overlay.readStream(stream)))).toEqual(inStream);
    expect(ids(await collect(overlay.readStream(stream, { from: 2, limit: 2 })))).toEqual(inStream.slice(2, 4));
    expect(ids(await collect(overlay.readStream(stream, { direction: 'backwards', from: 3, limit: 3 })))).toEqual(
      inStream.slice(1, 4).reverse(),
    );
    expect(await collect(base.readAll())).toEqual(before);
    expect(ids(overlay.addedEvents)).toEqual([first.id, other.id, second.id]);
  });

  it('repeats the result of an append that the log below has', async () => {
    expect(await overlay.append(stream, 'no-stream', below)).toMatchObject({ revision: 2 });
    await expect(overlay.append(stream, 2, [later])).resolves.toMatchObject({ revision: 3 });
  });

  it('leaves the log below open when it is closed', async () => {
    await overlay.close();
    await expect(overlay.head()).rejects.toThrow('closed');
    expect(await base.head()).toBeDefined();
  });
});
