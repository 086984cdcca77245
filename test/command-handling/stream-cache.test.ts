import fc from 'fast-check';
import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { StreamCache } from '../../src/command-handling/stream-cache.js';
import { delegateTo, newEvents } from '../event-log/contract/support.js';
import { bookDecider, failWith, takeNotes, withIdempotencyKey } from './support.js';

/** Counts the events read from the log. */
function countReads(log: EventLog): { readonly log: EventLog; count: number } {
  const counter = {
    count: 0,
    log: {
      ...delegateTo(log),
      async *readStream(...args: Parameters<EventLog['readStream']>) {
        for await (const event of log.readStream(...args)) {
          counter.count += 1;
          yield event;
        }
      },
    },
  };
  return counter;
}

describe('StreamCache', () => {
  let log: EventLog;
  beforeEach(async () => {
    log = SqliteEventLog.open(':memory:');
    for (const name of ['a', 'b', 'c']) {
      await log.append(
        `book-${name}`,
        'no-stream',
        newEvents(10).map((event) => ({ ...event, data: { text: name } })),
      );
    }
  });
  afterEach(() => log.close());

  it('reads only events appended since the last load', async () => {
    const counter = countReads(log);
    const cache = new StreamCache(counter.log);
    await cache.load('book-a', bookDecider);
    await cache.load('book-a', bookDecider);
    expect(counter.count).toBe(10);
    await log.append('book-a', 9, newEvents(2));
    expect(await cache.load('book-a', bookDecider)).toMatchObject({ revision: 11 });
    expect(counter.count).toBe(12);
  });

  it('evicts the least recently used stream', async () => {
    const counter = countReads(log);
    const { bytes } = await new StreamCache(log).load('book-a', bookDecider);
    const cache = new StreamCache(counter.log, 2.5 * bytes);
    for (const stream of ['book-a', 'book-b', 'book-a', 'book-c']) await cache.load(stream, bookDecider);
    counter.count = 0;
    await cache.load('book-a', bookDecider);
    await cache.load('book-c', bookDecider);
    expect(counter.count).toBe(0);
    expect(await cache.load('book-b', bookDecider)).toMatchObject({ revision: 9 });
    expect(counter.count).toBe(10);
  });

  it('keeps the stream in use, whatever its size', async () => {
    const counter = countReads(log);
    const cache = new StreamCache(counter.log, 1);
    await cache.load('book-a', bookDecider);
    await cache.load('book-a', bookDecider);
    expect(counter.count).toBe(10);
  });

  it('drops a fold that failed', async () => {
    const cache = new StreamCache(log);
    const failing = { ...bookDecider, evolve: () => failWith(new RangeError('Broken.')) };
    await expect(cache.load('book-a', failing)).rejects.toThrow(RangeError);
    expect((await cache.load('book-a', bookDecider)).state.notes).toHaveLength(10);
  });
});

it('CommandExecutor returns the same results with caches of any size', async () => {
  const command = fc.record({
    stream: fc.constantFrom('book-1', 'book-2', 'book-3'),
    note: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    key: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 20 }), async (commands) => {
      const logs = [SqliteEventLog.open(':memory:'), SqliteEventLog.open(':memory:')] as const;
      const executors = [new CommandExecutor(logs[0]), new CommandExecutor(logs[1], undefined, 1)] as const;
      for (const { stream, note, key } of commands) {
        const context =
          key === undefined ? withIdempotencyKey(crypto.randomUUID(), note) : withIdempotencyKey(`${key}`, note);
        const [cached, uncached] = await Promise.all(
          executors.map((executor) =>
            executor.record(stream, bookDecider, takeNotes(note), context).then(
              ({ written, place, ...rest }) => ({
                ...rest,
                position: place?.position,
                written: written.map(({ data, revision }) => ({ data, revision })),
              }),
              (error: unknown) => error,
            ),
          ),
        );
        expect(uncached).toEqual(cached);
      }
      await Promise.all(logs.map((log) => log.close()));
    }),
    { numRuns: 40 },
  );
});
