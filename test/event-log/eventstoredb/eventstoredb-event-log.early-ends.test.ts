import { LogUnavailableError, type RecordedEvent } from '../../../src/event-log/event-log.js';
import { positionText } from '../../../src/event-log/position.js';
import { REDACTED_TEXT, REDACTIONS_STREAM } from '../../../src/event-log/redaction.js';
import { redacting } from '../contract/redaction.js';
import { collect, newEvent, newEvents, newStream } from '../contract/support.js';
import { fakeLogForEachTest } from './fake/fake-log.js';
import { faultSequence, LONG_TIMEOUTS, reopen } from './fake/support.js';

const fake = fakeLogForEachTest();

/** Ends the next `count` reads of this stream after some events, as if they were complete. */
const endEarly = (stream: string, count: number, after = 0): void => {
  const early = faultSequence(...Array.from({ length: count }, () => ({ after, with: 'end' as const })));
  fake.server.faults.read = (read) => (read === stream ? early.next() : undefined);
};

describe('EventStoreLog, on a server that ends reads early', () => {
  it.each([1, 2, 3, 4])('finds the event at a position after %i reads', async (count) => {
    const [event] = newEvents(1) as [ReturnType<typeof newEvent>];
    const { position = '' } = await fake.log.append(newStream(), 'no-stream', [event]);
    endEarly('$all', count);
    expect((await fake.log.eventAt(position))?.id).toBe(event.id);
    expect(fake.server.open.read.size).toBe(0);
  });

  it('finds no event where there is none', async () => {
    const { position = '' } = await fake.log.append(newStream(), 'no-stream', newEvents(1));
    for (const other of [Number(position) - 1, Number(position) + 1, fake.server.store.next, 2 ** 53]) {
      endEarly('$all', 1);
      expect(await fake.log.eventAt(positionText(other))).toBeUndefined();
    }
  });

  it('does not take its log for an older one', async () => {
    const { position } = await fake.log.append(newStream(), 'no-stream', newEvents(1));
    endEarly('$all', 2);
    const failure = await fake.log.head().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LogUnavailableError);
    expect((failure as LogUnavailableError).message).toMatch(/can't be used: the server ended the read\./);
    expect(await fake.log.head()).toBe(position);
  });

  it.each([0, 1])('yields nothing that was redacted, if it is the read of redactions, after %i', async (after) => {
    const limits = { ...LONG_TIMEOUTS, prefixes: ['claim-', REDACTIONS_STREAM] };
    fake.log = await reopen(fake.log, fake.server.url, limits);
    const stream = newStream();
    await fake.log.append(stream, 'no-stream', [newEvent({ said: 'one' }), newEvent({ said: 'two' })]);
    const events = await collect(fake.log.readStream(stream));
    for (const event of events)
      await fake.log.append(REDACTIONS_STREAM, 'any', [redacting(event, event.id, ['/said'])]);
    fake.log = await reopen(fake.log, fake.server.url, limits);
    endEarly(REDACTIONS_STREAM, 2, after);
    const said = ({ data }: RecordedEvent): unknown => data['said'];
    expect((await collect(fake.log.readStream(stream))).map(said)).toEqual([REDACTED_TEXT, REDACTED_TEXT]);
  });
});
