import { setTimeout as pause } from 'node:timers/promises';
import {
  InvalidAppendError,
  LogUnavailableError,
  UnknownOutcomeError,
  WrongExpectedRevisionError,
} from '../../../src/event-log/event-log.js';
import { UnusableServerError } from '../../../src/event-log/eventstoredb/connection-string.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { collect, ids, newEvent, newEvents, newStream } from '../contract/support.js';
import { EventStoreDouble } from './fake/fake-server.js';
import type { AppendFault } from './fake/faults.js';
import {
  foreignEvent,
  GIVES_UP,
  GIVES_UP_ON_SILENCE,
  inTurn,
  NOTICES_SILENCE,
  PATIENT,
  reopened,
} from './fake/support.js';

let server: EventStoreDouble;
let log: EventStoreLog;

beforeEach(async () => {
  server = await EventStoreDouble.start();
  log = await EventStoreLog.open(server.url, PATIENT);
});
afterEach(async () => {
  await log.close();
  server.stop();
});

describe('An append to EventStoreDB', () => {
  const passing: readonly AppendFault[] = [
    'lost',
    'busy',
    'not ready',
    'no leader',
    'not leader',
    'dropped',
    'too slow',
  ];
  /** Appends to a server that has this fault twice, and returns in how many calls. */
  const appendedThrough = async (fault: AppendFault): Promise<number> => {
    const stream = newStream();
    server.faults.leader = server.leader;
    const faults = inTurn(fault, fault);
    server.faults.append = faults.next;
    const events = newEvents(2);
    const answer = await log.append(stream, 'no-stream', events);
    const stored = await collect(log.readStream(stream));
    expect(ids(stored)).toEqual(ids(events));
    expect(answer).toEqual({ revision: 1, position: stored[1]?.position });
    return faults.calls;
  };

  it.each(passing)('is made once if the server is "%s" for a while', async (fault) => {
    expect(await appendedThrough(fault)).toBe(3);
  });

  it.each(['silence', 'lost silently'] as const)('is made once if the server is "%s" for a while', async (fault) => {
    log = await reopened(log, server.url, NOTICES_SILENCE);
    // More if the machine is so busy that an answer takes as long as silence does.
    expect(await appendedThrough(fault)).toBeGreaterThanOrEqual(3);
  });

  it('is refused for good if the server is busy for long, and nothing is written', async () => {
    log = await reopened(log, server.url, GIVES_UP);
    const stream = newStream();
    server.faults.append = () => 'busy';
    const refused = log.append(stream, 'no-stream', newEvents(1));
    await expect(refused).rejects.toBeInstanceOf(LogUnavailableError);
    await expect(refused).rejects.toThrow(/^The event store at 127\.0\.0\.1:\d+ can't be used: .*Server Is Busy\.$/);
    expect(await collect(log.readStream(stream))).toEqual([]);
  });

  it.each(['lost', 'lost silently'] as const)(
    'that is "%s" for long has an outcome that can be found out',
    async (fault) => {
      log = await reopened(log, server.url, GIVES_UP_ON_SILENCE);
      const stream = newStream();
      const events = newEvents(2);
      server.faults.append = () => fault;
      await expect(log.append(stream, 'no-stream', events)).rejects.toBeInstanceOf(UnknownOutcomeError);

      delete server.faults.append;
      log = await reopened(log, server.url, PATIENT);
      expect(await log.append(stream, 'no-stream', events)).toMatchObject({ revision: 1 });
      expect(await collect(log.readStream(stream))).toHaveLength(2);
    },
  );

  it('has an unknown outcome if it may have been made before it was refused', async () => {
    server.faults.append = inTurn<AppendFault>('lost', 'denied').next;
    await expect(log.append(newStream(), 'no-stream', newEvents(1))).rejects.toBeInstanceOf(UnknownOutcomeError);
  });

  it('is refused at once, without another attempt, if the user may not make it', async () => {
    const faults = inTurn<AppendFault>('denied');
    server.faults.append = faults.next;
    const refused = log.append(newStream(), 'no-stream', newEvents(1));
    await expect(refused).rejects.toBeInstanceOf(LogUnavailableError);
    await expect(refused).rejects.toThrow('The event store refuses this user, or this password.');
    expect(faults.calls).toBe(1);
  });

  it('tells of a conflict, whoever was faster while it was tried again', async () => {
    const stream = newStream();
    const faults = inTurn<AppendFault>('dropped');
    server.faults.append = () => {
      if (faults.calls === 0) server.store.append(stream, 'no-stream', [foreignEvent('{}')]);
      return faults.next();
    };
    const late = log.append(stream, 'no-stream', newEvents(1));
    await expect(late).rejects.toBeInstanceOf(WrongExpectedRevisionError);
    await expect(late).rejects.toMatchObject({ actual: 0 });
    expect(faults.calls).toBe(2);
  });

  it('is sent again as it was, whatever becomes of its events meanwhile', async () => {
    const stream = newStream();
    const data = { text: 'first' };
    server.faults.append = inTurn<AppendFault>('busy').next;
    const append = log.append(stream, 'no-stream', [newEvent(data)]);
    data.text = 'changed';
    await append;
    expect(await collect(log.readStream(stream))).toMatchObject([{ data: { text: 'first' } }]);
  });

  it('that is known again has its position, though the server leaves it out', async () => {
    const [stream, events] = [newStream(), newEvents(2)];
    const answer = await log.append(stream, 'no-stream', events);
    server.faults.forgetsPositions = true;
    expect(await log.append(stream, 'no-stream', events)).toEqual(answer);
  });

  it('that is known again is not taken for one that was never made if its position can not be read', async () => {
    const [stream, events] = [newStream(), newEvents(1)];
    const answer = await log.append(stream, 'no-stream', events);
    log = await reopened(log, server.url, GIVES_UP);
    server.faults.forgetsPositions = true;
    server.faults.read = () => ({ after: 0, with: 'dropped' });
    await expect(log.append(stream, 'no-stream', events)).rejects.toBeInstanceOf(UnknownOutcomeError);
    delete server.faults.read;
    expect(await log.append(stream, 'no-stream', events)).toEqual(answer);
  });

  it('nor if the log is closed before its position is read', async () => {
    const [stream, events] = [newStream(), newEvents(1)];
    await log.append(stream, 'no-stream', events);
    server.faults.forgetsPositions = true;
    let closing: Promise<void> | undefined;
    server.faults.answersOnce = () => {
      closing ??= log.close();
      return Promise.resolve();
    };
    await expect(log.append(stream, 'no-stream', events)).rejects.toBeInstanceOf(UnknownOutcomeError);
    await closing;
  });

  it('to a stream that was deleted in the server is not taken for the beginning of one', async () => {
    const stream = newStream();
    await log.append(stream, 'no-stream', newEvents(3));
    server.store.delete(stream);
    expect(await collect(log.readStream(stream))).toEqual([]);
    await expect(log.append(stream, 'no-stream', newEvents(1))).rejects.toThrow(
      new UnusableServerError(
        `The stream ${stream} was deleted in the event store: what was appended now goes on behind what it held.`,
      ),
    );
    await expect(collect(log.readStream(stream))).rejects.toThrow(
      `The event store no longer has revision 0 of ${stream}.`,
    );
  });

  it('is refused if no reader of all would be given it', async () => {
    const append = log.append('order-1', 'no-stream', newEvents(1));
    await expect(append).rejects.toThrow(new InvalidAppendError("The names of this log's streams begin with: claim-."));
    expect(server.store.stream('order-1')).toEqual([]);
  });

  it('that is under way is answered before the log is closed', async () => {
    const stream = newStream();
    const append = log.append(stream, 'no-stream', newEvents(1));
    await log.close();
    expect(await append).toMatchObject({ revision: 0 });
    expect(server.store.stream(stream)).toHaveLength(1);
  });

  it('that waits for another attempt ends when the log is closed', async () => {
    let calls = 0;
    server.faults.append = () => {
      calls += 1;
      return 'busy';
    };
    const append = log.append(newStream(), 'no-stream', newEvents(1));
    const refused = expect(append).rejects.toBeInstanceOf(LogUnavailableError);
    while (calls < 3) await pause(5);
    // Otherwise it would be tried again for `patienceMs`, which is longer than this test may take.
    await log.close();
    await refused;
  });
});
