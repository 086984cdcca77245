import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { LogUnavailableError } from '../../../src/event-log/event-log.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { SubscriptionCursor } from '../../../src/event-log/eventstoredb/subscription.js';
import { ids, newEvents, newStream, nextMessage } from '../contract/support.js';
import { fakeLogForEachTest } from './fake/fake-log.js';
import type { ReadFault, Rejection } from './fake/faults.js';
import { foreignEvent, SHORT_RETRY_BUDGET, faultSequence, SHORT_RESPONSE_TIMEOUT, reopen } from './fake/support.js';

const fake = fakeLogForEachTest();

describe('EventStoreLog.subscribe()', () => {
  const follow = (after?: string) => {
    const leaving = new AbortController();
    const messages = fake.log.subscribe({ after, signal: leaving.signal })[Symbol.asyncIterator]();
    return {
      next: () => nextMessage(messages),
      leave: () => {
        leaving.abort();
      },
    };
  };
  const breaks: readonly (Rejection | 'end')[] = ['dropped', 'end', 'too slow', 'busy', 'not ready', 'silence'];

  it.each(breaks)('resumes after the fault "%s"', async (fault) => {
    fake.log = await reopen(fake.log, fake.server.url, SHORT_RESPONSE_TIMEOUT);
    const [stream, events] = [newStream(), newEvents(6)];
    await fake.log.append(stream, 'no-stream', events.slice(0, 4));
    // In a live subscription, silence is not a fault.
    const third = fault === 'silence' ? 'dropped' : fault;
    fake.server.faults.read = faultSequence<ReadFault>(
      { after: 3, with: fault },
      { after: 0, with: fault },
      { after: 2, with: third },
    ).next;
    const { next, leave } = follow();
    const seen: string[] = [];
    while (seen.length < 4) {
      const message = await next();
      if (message.kind === 'event') seen.push(message.event.id);
    }
    expect(await next()).toEqual({ kind: 'caught-up' });

    await fake.log.append(stream, 3, events.slice(4));
    while (seen.length < 6) {
      const message = await next();
      if (message.kind === 'event') seen.push(message.event.id);
    }
    expect(await next()).toEqual({ kind: 'caught-up' });
    expect(seen).toEqual(ids(events));
    leave();
  });

  it('yields cut-off once while the server is away, and caught-up when it is back', async () => {
    const { next, leave } = follow();
    expect(await next()).toEqual({ kind: 'caught-up' });
    for (let time = 0; time < 2; time += 1) {
      const message = next();
      fake.server.stop();
      expect(await message).toEqual({ kind: 'cut-off' });
      const other = next();
      await pause(500);
      fake.server = await fake.server.restart();
      expect(await other).toEqual({ kind: 'caught-up' });
    }
    const message = next();
    await fake.log.append(newStream(), 'no-stream', newEvents(1));
    expect(await message).toMatchObject({ kind: 'event' });
    expect(await next()).toEqual({ kind: 'caught-up' });
    leave();
  });

  it('yields cut-off if the server hangs with an open connection', async () => {
    const sockets: Socket[] = [];
    const proxy = createServer((from) => {
      const to = connect(fake.server.port, '127.0.0.1');
      for (const socket of [from, to]) sockets.push(socket.on('error', () => undefined));
      from.pipe(to).pipe(from);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const url = `esdb://127.0.0.1:${port}?tls=false&keepAliveInterval=100&keepAliveTimeout=1000`;
    const throughProxy = await EventStoreLog.open(url, SHORT_RESPONSE_TIMEOUT);
    const leaving = new AbortController();
    const messages = throughProxy.subscribe({ signal: leaving.signal })[Symbol.asyncIterator]();
    expect(await nextMessage(messages)).toEqual({ kind: 'caught-up' });
    const message = nextMessage(messages);
    for (const socket of sockets.splice(0)) socket.unpipe().pause();
    expect(await message).toEqual({ kind: 'cut-off' });
    expect(await nextMessage(messages)).toEqual({ kind: 'caught-up' });
    leaving.abort();
    await throughProxy.close();
    proxy.close();
    for (const socket of sockets) socket.destroy();
  });

  it('resumes after events of other streams', async () => {
    const moves = jest.spyOn(SubscriptionCursor.prototype, 'moveTo');
    const starts: (number | undefined)[] = [];
    fake.server.faults.read = (stream, from) => {
      if (stream === '$all') starts.push(from);
      return undefined;
    };
    const { next, leave } = follow();
    expect(await next()).toEqual({ kind: 'caught-up' });
    const message = next();
    for (let count = 0; count < 1_100; count += 1) fake.server.store.append('order-1', 'any', [foreignEvent('{}')]);
    const { position = 0 } = fake.server.store.all[1_023] ?? {};
    while (!moves.mock.calls.some(([commit]) => commit === BigInt(position))) await pause(5);
    moves.mockRestore();
    fake.server = await fake.server.restart();
    expect(await message).toEqual({ kind: 'cut-off' });
    expect(await next()).toEqual({ kind: 'caught-up' });
    expect(starts).toEqual([undefined, position]);
    leave();
  });

  it.each(['impossible', 'before the next'] as const)(
    'yields each event once with the wrong checkpoint "%s"',
    async (checkpoint) => {
      fake.server.faults.checkpointWhenLive = checkpoint;
      const [stream, events] = [newStream(), newEvents(3)];
      const { next, leave } = follow();
      /** An event appended while the server is away must be behind that checkpoint, too. */
      const restart = async (): Promise<void> => {
        const message = next();
        fake.server.stop();
        expect(await message).toEqual({ kind: 'cut-off' });
        const meanwhile = foreignEvent('{}');
        fake.server.store.append(newStream(), 'no-stream', [meanwhile]);
        fake.server = await fake.server.restart();
        expect(await next()).toMatchObject({ kind: 'event', event: { id: meanwhile.id } });
        expect(await next()).toEqual({ kind: 'caught-up' });
      };
      expect(await next()).toEqual({ kind: 'caught-up' });
      await restart();
      for (const [revision, event] of events.entries()) {
        const message = next();
        await fake.log.append(stream, revision - 1, [event]);
        expect(await message).toMatchObject({ kind: 'event', event: { id: event.id } });
        expect(await next()).toEqual({ kind: 'caught-up' });
        await restart();
      }
      leave();
    },
  );

  it('fails if the server stays unavailable', async () => {
    fake.log = await reopen(fake.log, fake.server.url, SHORT_RETRY_BUDGET);
    fake.server.faults.read = () => ({ after: 0, with: 'dropped' });
    await expect(follow().next()).rejects.toBeInstanceOf(LogUnavailableError);
  });

  it('fails without a retry if the server denies access', async () => {
    const faults = faultSequence<ReadFault>({ after: 0, with: 'denied' });
    fake.server.faults.read = faults.next;
    await expect(follow().next()).rejects.toThrow(/denies access: the user must be allowed to read \$all/);
    expect(faults.calls).toBe(1);
  });

  it('closes its call when it is aborted', async () => {
    const { next, leave } = follow();
    await next();
    expect(fake.server.open.read.size).toBe(1);
    const end = next();
    leave();
    await expect(end).rejects.toThrow('The subscription has ended.');
    while (fake.server.open.read.size > 0) await pause(5);
  });
});
