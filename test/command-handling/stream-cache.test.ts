import fc from 'fast-check';
import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { StreamCache } from '../../src/command-handling/stream-cache.js';
import { collect, newEvents } from '../event-log/contract/support.js';
import { bookDecider, raced, repeatable, take } from './support.js';

/** Counts the events that are read from the log. */
function counting(log: EventLog): { readonly log: EventLog; count: number } {
  const counted = {
    count: 0,
    log: {
      ...raced(log, () => Promise.resolve()),
      async *readStream(...args: Parameters<EventLog['readStream']>) {
        for await (const event of log.readStream(...args)) {
          counted.count += 1;
          yield event;
        }
      },
    },
  };
  return counted;
}

describe('The cache of folded streams', () => {
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

  it('reads only what was appended since', async () => {
    const counted = counting(log);
    const cache = new StreamCache(counted.log);
    await cache.load('book-a', bookDecider);
    await cache.load('book-a', bookDecider);
    expect(counted.count).toBe(10);
    await log.append('book-a', 9, newEvents(2));
    expect(await cache.load('book-a', bookDecider)).toMatchObject({ revision: 11 });
    expect(counted.count).toBe(12);
  });

  it('forgets the one that was not used for longest, where there are too many events', async () => {
    const counted = counting(log);
    const [first] = await collect(log.readStream('book-a'));
    const weightOfOne = 10 * (500 + JSON.stringify(first?.data).length);
    const cache = new StreamCache(counted.log, 2 * weightOfOne);
    for (const stream of ['book-a', 'book-b', 'book-a', 'book-c']) await cache.load(stream, bookDecider);
    counted.count = 0;
    await cache.load('book-a', bookDecider);
    await cache.load('book-c', bookDecider);
    expect(counted.count).toBe(0);
    expect(await cache.load('book-b', bookDecider)).toMatchObject({ revision: 9 });
    expect(counted.count).toBe(10);
  });

  it('keeps the one in use, however large it is', async () => {
    const counted = counting(log);
    const cache = new StreamCache(counted.log, 1);
    await cache.load('book-a', bookDecider);
    await cache.load('book-a', bookDecider);
    expect(counted.count).toBe(10);
  });

  it('forgets a fold that failed half-way', async () => {
    const cache = new StreamCache(log);
    const failing = { ...bookDecider, evolve: () => failWith(new RangeError('Broken.')) };
    await expect(cache.load('book-a', failing)).rejects.toThrow(RangeError);
    expect((await cache.load('book-a', bookDecider)).state.notes).toHaveLength(10);
  });
});

it('What the cache forgets changes no answer', async () => {
  const command = fc.record({
    stream: fc.constantFrom('book-1', 'book-2', 'book-3'),
    note: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    key: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 20 }), async (commands) => {
      const logs = [SqliteEventLog.open(':memory:'), SqliteEventLog.open(':memory:')] as const;
      const recorders = [new CommandExecutor(logs[0]), new CommandExecutor(logs[1], undefined, 0)] as const;
      for (const { stream, note, key } of commands) {
        const context = key === undefined ? repeatable(crypto.randomUUID(), note) : repeatable(`${key}`, note);
        const [kept, forgotten] = await Promise.all(
          recorders.map((recorder) =>
            recorder.record(stream, bookDecider, take(note), context).then(
              ({ written, ...rest }) => ({
                ...rest,
                written: written.map(({ data, revision }) => ({ data, revision })),
              }),
              (error: unknown) => error,
            ),
          ),
        );
        expect(forgotten).toEqual(kept);
      }
      await Promise.all(logs.map((log) => log.close()));
    }),
    { numRuns: 40 },
  );
});

function failWith(error: Error): never {
  throw error;
}
