import { setTimeout as pause } from 'node:timers/promises';
import {
  InvalidAppendError,
  LogUnavailableError,
  UnknownOutcomeError,
  WrongExpectedRevisionError,
} from '../../../src/event-log/event-log.js';
import { UnusableServerError } from '../../../src/event-log/eventstoredb/connection-string.js';
import { collect, ids, newEvent, newEvents, newStream } from '../contract/support.js';
import { fakeLogForEachTest } from './fake/fake-log.js';
import type { AppendFault } from './fake/faults.js';
import {
  foreignEvent,
  SHORT_RETRY_BUDGET,
  SHORT_TIMEOUTS,
  faultSequence,
  SHORT_RESPONSE_TIMEOUT,
  LONG_TIMEOUTS,
  reopen,
} from './fake/support.js';

const fake = fakeLogForEachTest();

describe('EventStoreLog.append()', () => {
  const temporaryFaults: readonly AppendFault[] = [
    'lost',
    'busy',
    'not ready',
    'no leader',
    'not leader',
    'dropped',
    'too slow',
  ];
  /** Appends to a server that has this fault twice, and returns the number of calls. */
  const appendDespite = async (fault: AppendFault): Promise<number> => {
    const stream = newStream();
    fake.server.faults.leader = fake.server.leader;
    const faults = faultSequence(fault, fault);
    fake.server.faults.append = faults.next;
    const events = newEvents(2);
    const result = await fake.log.append(stream, 'no-stream', events);
    const stored = await collect(fake.log.readStream(stream));
    expect(ids(stored)).toEqual(ids(events));
    expect(result).toEqual({ revision: 1, position: stored[1]?.position });
    return faults.calls;
  };

  it.each(temporaryFaults)('retries after the temporary fault "%s" and writes once', async (fault) => {
    expect(await appendDespite(fault)).toBe(3);
  });

  it.each(['silence', 'lost silently'] as const)(
    'retries after the temporary fault "%s" and writes once',
    async (fault) => {
      fake.log = await reopen(fake.log, fake.server.url, SHORT_RESPONSE_TIMEOUT);
      // More calls if the machine is so busy that a response exceeds the timeout.
      expect(await appendDespite(fault)).toBeGreaterThanOrEqual(3);
    },
  );

  it('fails without writing if the server stays busy', async () => {
    fake.log = await reopen(fake.log, fake.server.url, SHORT_RETRY_BUDGET);
    const stream = newStream();
    fake.server.faults.append = () => 'busy';
    const rejected = fake.log.append(stream, 'no-stream', newEvents(1));
    await expect(rejected).rejects.toBeInstanceOf(LogUnavailableError);
    await expect(rejected).rejects.toThrow(/^The event store at 127\.0\.0\.1:\d+ can't be used: .*Server Is Busy\.$/);
    expect(await collect(fake.log.readStream(stream))).toEqual([]);
  });

  it.each(['lost', 'lost silently'] as const)(
    'reports an unknown outcome if the response stays "%s", and a retry returns it',
    async (fault) => {
      fake.log = await reopen(fake.log, fake.server.url, SHORT_TIMEOUTS);
      const stream = newStream();
      const events = newEvents(2);
      fake.server.faults.append = () => fault;
      await expect(fake.log.append(stream, 'no-stream', events)).rejects.toBeInstanceOf(UnknownOutcomeError);

      delete fake.server.faults.append;
      fake.log = await reopen(fake.log, fake.server.url, LONG_TIMEOUTS);
      expect(await fake.log.append(stream, 'no-stream', events)).toMatchObject({ revision: 1 });
      expect(await collect(fake.log.readStream(stream))).toHaveLength(2);
    },
  );

  it('reports an unknown outcome if an attempt before a rejection may have been written', async () => {
    fake.server.faults.append = faultSequence<AppendFault>('lost', 'denied').next;
    await expect(fake.log.append(newStream(), 'no-stream', newEvents(1))).rejects.toBeInstanceOf(UnknownOutcomeError);
  });

  it('fails without a retry if the server denies access', async () => {
    const faults = faultSequence<AppendFault>('denied');
    fake.server.faults.append = faults.next;
    const rejected = fake.log.append(newStream(), 'no-stream', newEvents(1));
    await expect(rejected).rejects.toBeInstanceOf(LogUnavailableError);
    await expect(rejected).rejects.toThrow(
      "The event store denies access: the user must be allowed to read $all, and to read and write the ledger's streams.",
    );
    expect(faults.calls).toBe(1);
  });

  it('reports a conflict with an append that was written between two attempts', async () => {
    const stream = newStream();
    const faults = faultSequence<AppendFault>('dropped');
    fake.server.faults.append = () => {
      if (faults.calls === 0) fake.server.store.append(stream, 'no-stream', [foreignEvent('{}')]);
      return faults.next();
    };
    const late = fake.log.append(stream, 'no-stream', newEvents(1));
    await expect(late).rejects.toBeInstanceOf(WrongExpectedRevisionError);
    await expect(late).rejects.toMatchObject({ actual: 0 });
    expect(faults.calls).toBe(2);
  });

  it('retries with the original events, even if the caller has changed them', async () => {
    const stream = newStream();
    const data = { text: 'first' };
    fake.server.faults.append = faultSequence<AppendFault>('busy').next;
    const append = fake.log.append(stream, 'no-stream', [newEvent(data)]);
    data.text = 'changed';
    await append;
    expect(await collect(fake.log.readStream(stream))).toMatchObject([{ data: { text: 'first' } }]);
  });

  it('returns the position of a replayed append that the server omits', async () => {
    const [stream, events] = [newStream(), newEvents(2)];
    const result = await fake.log.append(stream, 'no-stream', events);
    fake.server.faults.omitsKnownPositions = true;
    expect(await fake.log.append(stream, 'no-stream', events)).toEqual(result);
  });

  it('reports an unknown outcome if the position of a replayed append cannot be read', async () => {
    const [stream, events] = [newStream(), newEvents(1)];
    const result = await fake.log.append(stream, 'no-stream', events);
    fake.log = await reopen(fake.log, fake.server.url, SHORT_RETRY_BUDGET);
    fake.server.faults.omitsKnownPositions = true;
    fake.server.faults.read = () => ({ after: 0, with: 'dropped' });
    await expect(fake.log.append(stream, 'no-stream', events)).rejects.toBeInstanceOf(UnknownOutcomeError);
    delete fake.server.faults.read;
    expect(await fake.log.append(stream, 'no-stream', events)).toEqual(result);
  });

  it('reports an unknown outcome if the log is closed before the position is read', async () => {
    const [stream, events] = [newStream(), newEvents(1)];
    await fake.log.append(stream, 'no-stream', events);
    fake.server.faults.omitsKnownPositions = true;
    let closing: Promise<void> | undefined;
    fake.server.faults.beforeAppendResponse = () => {
      closing ??= fake.log.close();
      return Promise.resolve();
    };
    await expect(fake.log.append(stream, 'no-stream', events)).rejects.toBeInstanceOf(UnknownOutcomeError);
    await closing;
  });

  it('rejects an append to a stream that was deleted in the server', async () => {
    const stream = newStream();
    await fake.log.append(stream, 'no-stream', newEvents(3));
    fake.server.store.delete(stream);
    expect(await collect(fake.log.readStream(stream))).toEqual([]);
    await expect(fake.log.append(stream, 'no-stream', newEvents(1))).rejects.toThrow(
      new UnusableServerError(
        `The stream ${stream} was deleted in the event store. The events just appended follow its deleted ones.`,
      ),
    );
    await expect(collect(fake.log.readStream(stream))).rejects.toThrow(
      `The event store no longer has revision 0 of ${stream}.`,
    );
  });

  it('rejects a stream name outside the prefixes of the log', async () => {
    const append = fake.log.append('order-1', 'no-stream', newEvents(1));
    await expect(append).rejects.toThrow(
      new InvalidAppendError("The names of this log's streams must start with one of: claim-."),
    );
    expect(fake.server.store.stream('order-1')).toEqual([]);
  });

  it('completes before the log is closed', async () => {
    const stream = newStream();
    const append = fake.log.append(stream, 'no-stream', newEvents(1));
    await fake.log.close();
    expect(await append).toMatchObject({ revision: 0 });
    expect(fake.server.store.stream(stream)).toHaveLength(1);
  });

  it('stops retrying when the log is closed', async () => {
    let calls = 0;
    fake.server.faults.append = () => {
      calls += 1;
      return 'busy';
    };
    const append = fake.log.append(newStream(), 'no-stream', newEvents(1));
    const rejected = expect(append).rejects.toBeInstanceOf(LogUnavailableError);
    while (calls < 3) await pause(5);
    // Otherwise it would be tried again for `retryMs`, which is longer than this test may take.
    await fake.log.close();
    await rejected;
  });
});
