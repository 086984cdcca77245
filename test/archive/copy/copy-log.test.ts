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
/** What an event store needs: order holds only if one append waits for the other. */
const oneByOne = { ...options, maxConcurrentAppends: 1 };
const runs = { numRuns: 25 };

/** Logs of any content, with streams such as an event store's ledger may have. */
const movable = (): fc.Arbitrary<PlannedEvents> =>
  arbitraryLogs().map((plan) => plan.map(({ stream, event }) => ({ stream: `claim-${stream}`, event })));

const empty = (): SqliteEventLog => SqliteEventLog.open(':memory:');

/** An event store of its own for this work. */
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

/** Byte for byte what a log holds, whatever its positions are. */
const textOf = async (log: EventLog): Promise<string> => JSON.stringify(withoutPositions(await eventsOf(log)));

describe('a copy', () => {
  it('there and back is the same log: order, ids, revisions, metadata, the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(movable(), positionGaps(), async (plan, steps) => {
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

  it('from one event store to another is the same log', async () => {
    await withEventStore(async (one) => {
      await withEventStore(async (other) => {
        for (let n = 0; n < 50; n += 1) await one.append(`claim-${n % 7}`, 'any', [newEvent({ n })]);
        await copyLog(one, other, oneByOne);
        expect(await textOf(other)).toBe(await textOf(one));
      });
    });
  });

  it('that fails at any append, made or not, goes on without a gap or a double', async () => {
    const failures = fc.array(fc.record({ after: fc.nat(15), made: fc.boolean() }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(movable(), failures, fc.integer({ min: 1, max: 9 }), async (plan, each, together) => {
        const [source, target] = [await logOf(plan), empty()];
        for (const failure of each) {
          await copyLog(source, failing(target, failure), { ...options, maxConcurrentAppends: together }).catch(
            (error: unknown) => {
              expect(error).toEqual(new Error('broken off'));
            },
          );
          const held = await eventsOf(target);
          expect(withoutPositions(held)).toEqual(withoutPositions((await eventsOf(source)).slice(0, held.length)));
        }
        const before = (await eventsOf(target)).length;
        expect(await copyLog(source, target, options)).toMatchObject({ events: plan.length, before });
        expect(await textOf(target)).toBe(await textOf(source));
      }),
      runs,
    );
  });

  it('is right though the event store loses answers and breaks off reads', async () => {
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

  it('takes what was recorded since, and nothing twice', async () => {
    const [source, target] = [await logOf(interleaved(20)), empty()];
    await copyLog(source, target, options);
    await source.append('claim-0', 'any', [newEvent(), newEvent()]);
    expect(await copyLog(source, target, options)).toMatchObject({ events: 22, before: 20 });
    expect(await copyLog(source, target, options)).toMatchObject({ events: 22, before: 22 });
    expect(await textOf(target)).toBe(await textOf(source));
  });

  it('has no more under way at once than some MB, however many events that are', async () => {
    const text = 'x'.repeat(900_000);
    const source = await logOf(
      interleaved(30).map(({ stream, event }) => ({ stream, event: { ...event, data: { text } } })),
    );
    const target = empty();
    let underWay = 0;
    let most = 0;
    const slow: CopyTarget = {
      id: target.id,
      readAll: (how) => target.readAll(how),
      append: async (...args) => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setTimeout(resolve, 150));
        underWay -= 1;
        return target.append(...args);
      },
    };
    expect(await copyLog(source, slow, { ...options, maxConcurrentAppends: 2_000 })).toMatchObject({ events: 30 });
    expect(most).toBeGreaterThan(5);
    expect(most).toBeLessThan(15);
  });

  it('of an empty log is empty', async () => {
    const digest = createHash('sha256').digest('hex');
    const nothing = { events: 0, before: 0, digest, source: undefined, target: undefined };
    expect(await copyLog(empty(), empty(), options)).toEqual(nothing);
  });

  it('ends with the signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(copyLog(await logOf(interleaved(2)), empty(), { ...options, signal })).rejects.toThrow('enough');
  });
});

describe('a copy is refused, and nothing is written, where the target', () => {
  const original = interleaved(30);

  it.each<[string, (plan: PlannedEvents) => PlannedEvents, RegExp]>([
    [
      'is another log',
      () => interleaved(5),
      /holds another ledger: its event 1, .*revision 0 of claim-0, differs from/,
    ],
    [
      'holds another order',
      (plan) => [...swapped(plan, 3), ...plan.slice(5, 9)],
      /only up to event 3: its event 4, .*, is .* in the source\./,
    ],
    ['lacks an event', (plan) => plan.toSpliced(4, 1).slice(0, 8), /its event 5, .*, is /],
    ['holds more', (plan) => [...plan, ...interleaved(1)], /holds all 30 events of the source, and further ones/],
    [
      'has another time for one',
      (plan) => later(plan, 6).slice(0, 10),
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

  it('does not take an event', async () => {
    const source = await logOf([{ stream: 'order-1', event: newEvent() }]);
    await withEventStore(async (target) => {
      await expect(copyLog(source, target, oneByOne)).rejects.toThrow('rejects revision 0 of order-1');
      expect(await eventsOf(target)).toEqual([]);
    });
  });
});

describe('a copy notices', () => {
  it.each([
    ['the end of the log', 'claim-other', 'The target holds more events than were copied'],
    ['a stream of it', 'claim-1', 'Another process writes to the target'],
  ])('that somebody else writes to %s meanwhile', async (_, stream, reason) => {
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

  it('that the target keeps something else than it was given', async () => {
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

describe('runs of events', () => {
  it('are the same events in the same order, each run of one stream and of no more than an append takes', async () => {
    const size = fc.constantFrom(10, 300_000, 600_000, 1_000_000);
    const streams = fc.array(fc.record({ stream: fc.constantFrom('claim-a', 'claim-b'), size }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(streams, async (plan) => {
        const log = await logOf(
          plan.map(({ stream, size }) => ({ stream, event: newEvent({ text: 'é'.repeat(size / 2) }) })),
        );
        const made = await collect(groupIntoAppends(log.readAll()));
        const events = await eventsOf(log);
        expect(made.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(events.map(({ id }) => id));
        const target = empty();
        for (const { stream, revision, events } of made) await target.append(stream, revision - 1, events);
        expect(await textOf(target)).toBe(await textOf(log));
      }),
      { numRuns: 20 },
    );
  });

  it('are as long as they can be', async () => {
    const log = await logOf(['a', 'a', 'a', 'b', 'a'].map((stream) => ({ stream, event: newEvent() })));
    expect((await collect(groupIntoAppends(log.readAll()))).map(({ events }) => events.length)).toEqual([3, 1, 1]);
  });
});

/** So many events, in streams by turns. */
function interleaved(count: number): PlannedEvents {
  return Array.from({ length: count }, (_, n) => ({
    stream: `claim-${n % 5}`,
    event: { ...newEvent({ n }, 'T'), metadata: { recordedAt: '2024-01-01T00:00:00.000Z' } },
  }));
}

/** Its beginning up to this event and the one behind, which change places. */
function swapped(plan: PlannedEvents, n: number): PlannedEvents {
  const [one, other] = plan.slice(n, n + 2);
  return [...plan.slice(0, n), ...(one && other ? [other, one] : [])];
}

/** The same, but that this event was recorded later. */
const later = (plan: PlannedEvents, n: number): PlannedEvents =>
  plan.map(({ stream, event }, index) => ({
    stream,
    event: index === n ? { ...event, metadata: { recordedAt: '2024-01-02T00:00:00.000Z' } } : event,
  }));

/** The same log, of which one append fails, whether it was made or not, as do all behind it. */
function failing(log: EventLog, { after, made }: { readonly after: number; readonly made: boolean }): CopyTarget {
  let n = 0;
  return {
    id: log.id,
    readAll: (how) => log.readAll(how),
    append: async (...args) => {
      const isLast = n === after;
      n += 1;
      if (n <= after) return log.append(...args);
      if (isLast && made) await log.append(...args);
      throw new Error('broken off');
    },
  };
}
