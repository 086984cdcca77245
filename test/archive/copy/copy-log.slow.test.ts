import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { copyLog, type CopyOptions, CopyRefusedError, type CopyTarget } from '../../../src/archive/copy/copy-log.js';
import { groupIntoAppends } from '../../../src/archive/copy/append-runs.js';
import type { EventLog } from '../../../src/event-log/event-log.js';
import { EventStoreLog } from '../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';
import { collect, newEvent } from '../../event-log/contract/support.js';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { SHORT_RESPONSE_TIMEOUT, LONG_TIMEOUTS } from '../../event-log/eventstoredb/fake/support.js';
import { eventsOf, positionGaps, logOf, arbitraryLogs, type PlannedEvents, withoutPositions } from '../support.js';

const options: CopyOptions = {
  maxConcurrentAppends: 7,
  signal: new AbortController().signal,
  onProgress: () => undefined,
};
/** Options for an event store, which keeps the order only for sequential appends. */
const oneByOne = { ...options, maxConcurrentAppends: 1 };
const runs = { numRuns: 25 };

/** Logs with any content, in streams with the prefix of a ledger. */
const ledgerStreams = (): fc.Arbitrary<PlannedEvents> =>
  arbitraryLogs().map((plan) => plan.map(({ stream, event }) => ({ stream: `claim-${stream}`, event })));

const empty = (): SqliteEventLog => SqliteEventLog.open(':memory:');

/** Runs `work` with a log in a new event store. */
async function withEventStore(
  work: (log: EventStoreLog, server: FakeServer) => Promise<void>,
  limits = LONG_TIMEOUTS,
): Promise<void> {
  const server = await FakeServer.start();
  const log = await EventStoreLog.open(server.url, limits);
  try {
    await work(log, server);
  } finally {
    await log.close();
    server.stop();
  }
}

/** Returns the content of a log as text, without its positions. */
const textOf = async (log: EventLog): Promise<string> => JSON.stringify(withoutPositions(await eventsOf(log)));

describe('copyLog()', () => {
  it('produces the same bytes after a copy to an event store and back', async () => {
    await fc.assert(
      fc.asyncProperty(ledgerStreams(), positionGaps(), async (plan, steps) => {
        const [source, back] = [await logOf(plan, steps), empty()];
        await withEventStore(async (middle) => {
          const there = await copyLog(source, middle, oneByOne);
          const here = await copyLog(middle, back, options);
          const text = await textOf(source);
          expect(await textOf(middle)).toBe(text);
          expect(await textOf(back)).toBe(text);
          const events = await eventsOf(source);
          const digest = createHash('sha256');
          for (const { stream, revision, id, type, data, metadata } of events) {
            digest.update(JSON.stringify([stream, revision, id, type, data, metadata]));
          }
          expect(there).toMatchObject({ events: plan.length, before: 0, digest: digest.digest('hex') });
          expect(here).toEqual({ ...there, source: there.target, target: (await back.head()) ?? undefined });
          expect(there.source).toBe(events.at(-1)?.position);
        });
      }),
      runs,
    );
  });

  it('copies from one event store to another', async () => {
    await withEventStore(async (one) => {
      await withEventStore(async (other) => {
        for (let n = 0; n < 50; n += 1) await one.append(`claim-${n % 7}`, 'any', [newEvent({ n })]);
        await copyLog(one, other, oneByOne);
        expect(await textOf(other)).toBe(await textOf(one));
      });
    });
  });

  it('resumes without gaps or duplicates after a failure at any append, written or not', async () => {
    const failures = fc.array(fc.record({ after: fc.nat(15), written: fc.boolean() }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(ledgerStreams(), failures, fc.integer({ min: 1, max: 9 }), async (plan, each, together) => {
        const [source, target] = [await logOf(plan), empty()];
        for (const failure of each) {
          await copyLog(source, failingLog(target, failure), { ...options, maxConcurrentAppends: together }).catch(
            (error: unknown) => {
              expect(error).toEqual(new Error('interrupted'));
            },
          );
          const copied = await eventsOf(target);
          expect(withoutPositions(copied)).toEqual(withoutPositions((await eventsOf(source)).slice(0, copied.length)));
        }
        const before = (await eventsOf(target)).length;
        expect(await copyLog(source, target, options)).toMatchObject({ events: plan.length, before });
        expect(await textOf(target)).toBe(await textOf(source));
      }),
      runs,
    );
  });

  it('copies to an event store that loses responses and interrupts reads', async () => {
    const source = await logOf(interleaved(200));
    await withEventStore(async (target, server) => {
      let calls = 0;
      server.faults.append = () => (['lost', undefined, 'busy', undefined, 'lost silently'] as const)[calls++ % 90];
      let reads = 0;
      server.faults.read = () => (reads++ % 3 === 0 ? { after: 50, with: 'dropped' } : undefined);
      const { events } = await copyLog(source, target, oneByOne);
      expect(events).toBe(200);
      expect(await textOf(target)).toBe(await textOf(source));
      expect(calls).toBeGreaterThan(200);
    }, SHORT_RESPONSE_TIMEOUT);
  });

  it('copies only new events when run again', async () => {
    const [source, target] = [await logOf(interleaved(20)), empty()];
    await copyLog(source, target, options);
    await source.append('claim-0', 'any', [newEvent(), newEvent()]);
    expect(await copyLog(source, target, options)).toMatchObject({ events: 22, before: 20 });
    expect(await copyLog(source, target, options)).toMatchObject({ events: 22, before: 22 });
    expect(await textOf(target)).toBe(await textOf(source));
  });

  it('limits the size of concurrent appends', async () => {
    const text = 'x'.repeat(900_000);
    const source = await logOf(
      interleaved(30).map(({ stream, event }) => ({ stream, event: { ...event, data: { text } } })),
    );
    const target = empty();
    let pending = 0;
    let maxPending = 0;
    const slow: CopyTarget = {
      id: target.id,
      readAll: (how) => target.readAll(how),
      append: async (...args) => {
        pending += 1;
        maxPending = Math.max(maxPending, pending);
        await new Promise((resolve) => setTimeout(resolve, 150));
        pending -= 1;
        return target.append(...args);
      },
    };
    expect(await copyLog(source, slow, { ...options, maxConcurrentAppends: 2_000 })).toMatchObject({ events: 30 });
    expect(maxPending).toBeGreaterThan(5);
    expect(maxPending).toBeLessThan(15);
  });

  it('copies an empty log', async () => {
    const digest = createHash('sha256').digest('hex');
    const nothing = { events: 0, before: 0, digest, source: undefined, target: undefined, deletedStreams: [] };
    expect(await copyLog(empty(), empty(), options)).toEqual(nothing);
  });

  it('stops when the signal aborts', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(copyLog(await logOf(interleaved(2)), empty(), { ...options, signal })).rejects.toThrow('enough');
  });
});

describe('copyLog() rejects, without writing, a target that', () => {
  const original = interleaved(30);

  it.each<[string, (plan: PlannedEvents) => PlannedEvents, RegExp]>([
    [
      'is another log',
      () => interleaved(5),
      /holds another ledger: its event 1, .*revision 0 of claim-0, differs from/,
    ],
    [
      'has another order',
      (plan) => [...withSwapped(plan, 3), ...plan.slice(5, 9)],
      /only up to event 3: its event 4, .*, is .* in the source\./,
    ],
    ['lacks an event', (plan) => plan.toSpliced(4, 1).slice(0, 8), /its event 5, .*, is /],
    ['has more events', (plan) => [...plan, ...interleaved(1)], /holds all 30 events of the source, and further ones/],
    [
      'has another time for an event',
      (plan) => withLaterTime(plan, 6).slice(0, 10),
      /its event 7, T, revision 1 of claim-1, differs from/,
    ],
  ])('%s', async (_, change, reason) => {
    const [source, target] = [await logOf(original), await logOf(change(original))];
    const before = await eventsOf(target);
    const refused = copyLog(source, target, options);
    await expect(refused).rejects.toThrow(reason);
    await expect(refused).rejects.toBeInstanceOf(CopyRefusedError);
    expect(await eventsOf(target)).toEqual(before);
  });

  it('is the source', async () => {
    const log = await logOf(original);
    await expect(copyLog(log, log, options)).rejects.toThrow(`Source and target are the same log, ${log.id}.`);
  });

  it('rejects an event', async () => {
    const source = await logOf([{ stream: 'order-1', event: newEvent() }]);
    await withEventStore(async (target) => {
      await expect(copyLog(source, target, oneByOne)).rejects.toThrow('rejects revision 0 of order-1');
      expect(await eventsOf(target)).toEqual([]);
    });
  });
});

describe('copyLog() detects', () => {
  it.each([
    ['another stream', 'claim-other', 'The target holds more events than were copied'],
    ['the same stream', 'claim-1', 'Another process writes to the target'],
  ])('another writer that appends to %s', async (_, stream, reason) => {
    const [source, target] = [await logOf(interleaved(30)), empty()];
    let n = 0;
    const disturbed: CopyTarget = {
      id: target.id,
      readAll: (how) => target.readAll(how),
      append: (...args) => {
        if (n++ === 20) void target.append(stream, 'any', [newEvent()]);
        return target.append(...args);
      },
    };
    await expect(copyLog(source, disturbed, oneByOne)).rejects.toThrow(reason);
  });

  it('a target that stores other data than it received', async () => {
    const [source, target] = [await logOf(interleaved(30)), empty()];
    let n = 0;
    const forgetful: CopyTarget = {
      id: target.id,
      readAll: (how) => target.readAll(how),
      append: (stream, expected, events) =>
        target.append(stream, expected, n++ === 20 ? events.map((event) => ({ ...event, metadata: {} })) : events),
    };
    await expect(copyLog(source, forgetful, oneByOne)).rejects.toThrow('differ from those that were copied');
  });
});

describe('groupIntoAppends()', () => {
  it('keeps all events in order, in runs of one stream within the size of an append', async () => {
    const size = fc.constantFrom(10, 300_000, 600_000, 1_000_000);
    const streams = fc.array(fc.record({ stream: fc.constantFrom('claim-a', 'claim-b'), size }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(streams, async (plan) => {
        const log = await logOf(
          plan.map(({ stream, size }) => ({ stream, event: newEvent({ text: 'é'.repeat(size / 2) }) })),
        );
        const runs = await collect(groupIntoAppends(log.readAll()));
        const events = await eventsOf(log);
        expect(runs.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(events.map(({ id }) => id));
        const target = empty();
        for (const { stream, revision, events } of runs) await target.append(stream, revision - 1, events);
        expect(await textOf(target)).toBe(await textOf(log));
      }),
      { numRuns: 20 },
    );
  });

  it('makes runs as long as possible', async () => {
    const log = await logOf(['a', 'a', 'a', 'b', 'a'].map((stream) => ({ stream, event: newEvent() })));
    expect((await collect(groupIntoAppends(log.readAll()))).map(({ events }) => events.length)).toEqual([3, 1, 1]);
  });
});

/** Returns `count` events in alternating streams. */
function interleaved(count: number): PlannedEvents {
  return Array.from({ length: count }, (_, n) => ({
    stream: `claim-${n % 5}`,
    event: { ...newEvent({ n }, 'T'), metadata: { recordedAt: '2024-01-01T00:00:00.000Z' } },
  }));
}

/** Returns the events up to index `n + 1`, with the last two swapped. */
function withSwapped(plan: PlannedEvents, n: number): PlannedEvents {
  const [one, other] = plan.slice(n, n + 2);
  return [...plan.slice(0, n), ...(one && other ? [other, one] : [])];
}

/** Returns the same events, with a later time for the one at index `n`. */
const withLaterTime = (plan: PlannedEvents, n: number): PlannedEvents =>
  plan.map(({ stream, event }, index) => ({
    stream,
    event: index === n ? { ...event, metadata: { recordedAt: '2024-01-02T00:00:00.000Z' } } : event,
  }));

/** A log in which one append fails, written or not, as do all later ones. */
function failingLog(
  log: EventLog,
  { after, written }: { readonly after: number; readonly written: boolean },
): CopyTarget {
  let n = 0;
  return {
    id: log.id,
    readAll: (how) => log.readAll(how),
    append: async (...args) => {
      const isLast = n === after;
      n += 1;
      if (n <= after) return log.append(...args);
      if (isLast && written) await log.append(...args);
      throw new Error('interrupted');
    },
  };
}
