import fc from 'fast-check';
import {
  type EventLog,
  InvalidAppendError,
  LogUnavailableError,
  type RecordedEvent,
} from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import type { CommandContext } from '../../src/command-handling/command-context.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { collect, delegateTo, newEvent } from '../event-log/contract/support.js';
import { beforeNextAppend, bookDecider, failWith, REQUEST, takeNotes, withIdempotencyKey } from './support.js';

const STREAM = 'book-one';

const placeOf = (event: RecordedEvent | undefined) => event && { position: event.position, event: event.id };

describe('CommandExecutor: command batches', () => {
  let log: EventLog;
  let appends: number;
  /** The log, with a count of its appends. */
  const countingLog = (): EventLog => ({
    ...delegateTo(log),
    append: (...append) => {
      appends += 1;
      return log.append(...append);
    },
  });
  beforeEach(() => {
    log = SqliteEventLog.open(':memory:', { positionStep: () => 3 });
    appends = 0;
  });
  afterEach(() => log.close());

  const execute = (executor: CommandExecutor, note: string, context: CommandContext = REQUEST) =>
    executor.record(STREAM, bookDecider, takeNotes(...note.split(' ')), context);
  const notes = async () => (await collect(log.readStream(STREAM))).map(({ data }) => data['text']);

  it('appends concurrent commands together and returns a result for each', async () => {
    const executor = new CommandExecutor(countingLog());
    const results = await Promise.all(['a', 'b c', 'b', 'd'].map((note) => execute(executor, note)));
    const events = await collect(log.readStream(STREAM));
    expect(appends).toBe(1);
    expect(results).toMatchObject([
      { written: [{ id: events[0]?.id }], revision: 0, place: placeOf(events[0]) },
      { written: [{ data: { text: 'b' } }, { data: { text: 'c' } }], revision: 2, place: placeOf(events[2]) },
      { written: [], revision: 2, place: undefined },
      { written: [{ data: { text: 'd' } }], revision: 3, place: placeOf(events[3]) },
    ]);
  });

  it('runs commands and loads of the state in the order of the calls', async () => {
    const executor = new CommandExecutor(log);
    const seen: number[] = [];
    const look = async () => {
      seen.push((await executor.loadState(STREAM, bookDecider)).notes.length);
    };
    await Promise.all([look(), execute(executor, 'a'), execute(executor, 'b'), look(), execute(executor, 'c'), look()]);
    expect(seen).toEqual([0, 2, 3]);
  });

  it('decides the whole batch again after a conflict', async () => {
    const executor = new CommandExecutor(beforeNextAppend(log, () => execute(new CommandExecutor(log), 'b')));
    const results = await Promise.all(['a', 'b', 'c'].map((note) => execute(executor, note)));
    expect(results.map(({ written, revision }) => [written.length, revision])).toEqual([
      [1, 1],
      [0, 1],
      [1, 2],
    ]);
    expect(await notes()).toEqual(['b', 'a', 'c']);
  });

  it('reads the log before it decides that nothing is to be written', async () => {
    const executor = new CommandExecutor(log);
    await execute(executor, 'a');
    await execute(new CommandExecutor(log), 'b');
    expect(await execute(executor, 'a')).toMatchObject({ written: [], revision: 1 });
    const seen = { ...REQUEST, expectedRevision: 0 };
    await expect(execute(executor, 'c', seen)).rejects.toMatchObject({ actual: 1 });
    await expect(execute(executor, 'c', { ...REQUEST, expectedRevision: 1 })).resolves.toMatchObject({ revision: 2 });
  });

  it('fails all commands of a batch if the log fails, and writes none', async () => {
    let failing = true;
    const executor = new CommandExecutor({
      ...delegateTo(log),
      append: (...append) => (failing ? Promise.reject(new LogUnavailableError('Full.')) : log.append(...append)),
    });
    const results = await Promise.allSettled(['a', 'b', 'a'].map((note) => execute(executor, note)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    failing = false;
    expect(await execute(executor, 'b')).toMatchObject({ revision: 0 });
    expect(await notes()).toEqual(['b']);
  });

  it('executes the other commands if the log rejects one', async () => {
    const executor = new CommandExecutor(log);
    const results = await Promise.allSettled(['a', '\ud800', 'b'].map((note) => execute(executor, note)));
    expect(results).toMatchObject([
      { value: { revision: 0 } },
      { reason: expect.any(InvalidAppendError) as unknown },
      { value: { revision: 1 } },
    ]);
  });

  it('splits a batch at the maximum size of an append', async () => {
    const executor = new CommandExecutor(countingLog());
    const long = Array.from({ length: 25 }, (_, number) => `n${number}`.padEnd(50_000, '-'));
    await Promise.all(long.map((note) => execute(executor, note)));
    expect(await notes()).toEqual(long);
    expect(appends).toBe(3);
  });

  it('returns results even if the written events cannot be read', async () => {
    let appended = false;
    const executor = new CommandExecutor({
      ...delegateTo(log),
      append: (...append) => {
        appended = true;
        return log.append(...append);
      },
      readStream: (...read) => {
        if (appended) throw new LogUnavailableError('Closed.');
        return log.readStream(...read);
      },
    });
    const results = await Promise.all(['a', 'b'].map((note) => execute(executor, note)));
    const last = placeOf((await collect(log.readStream(STREAM)))[1]);
    expect(results).toMatchObject([
      { revision: 0, place: last },
      { revision: 1, place: last },
    ]);
  });

  it('returns a result even if the written events cannot be folded', async () => {
    const broken = { ...bookDecider, evolve: () => failWith(new RangeError('Broken.')) };
    const executor = new CommandExecutor(log);
    expect(await executor.record(STREAM, broken, takeNotes('a'), REQUEST)).toMatchObject({ revision: 0 });
    await expect(executor.record(STREAM, broken, takeNotes('b'), REQUEST)).rejects.toThrow('Broken.');
    expect(await execute(executor, 'b')).toMatchObject({ revision: 1 });
  });
});

it('CommandExecutor returns the same results for concurrent as for sequential commands', async () => {
  const command = fc.record({
    note: fc.constantFrom('a', 'b', 'c', 'd', 'a b', 'c d'),
    key: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
    expected: fc.option(fc.integer({ min: -1, max: 4 }), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 12 }), fc.boolean(), async (commands, isRaced) => {
      const run = async (together: boolean) => {
        const log = SqliteEventLog.open(':memory:', { positionStep: () => 2 });
        const first = () => log.append(STREAM, 'any', [{ ...newEvent({ text: 'a' }, 'NoteTaken') }]);
        if (isRaced && !together) await first();
        const executor = new CommandExecutor(isRaced && together ? beforeNextAppend(log, first) : log);
        const executions = commands.map(
          ({ note, key, expected }) =>
            () =>
              executor.record(STREAM, bookDecider, takeNotes(...note.split(' ')), {
                ...(key === undefined ? REQUEST : withIdempotencyKey(`${key}`, note)),
                ...(expected !== undefined && { expectedRevision: expected }),
              }),
        );
        const results: PromiseSettledResult<unknown>[] = [];
        if (together) results.push(...(await Promise.allSettled(executions.map((start) => start()))));
        else for (const start of executions) results.push(...(await Promise.allSettled([start()])));
        const events = await collect(log.readStream(STREAM));
        await log.close();
        return {
          results: results.map(withoutIds),
          events: events.map(({ id: _id, metadata: _metadata, ...rest }) => rest),
        };
      };
      const alone = await run(false);
      const together = await run(true);
      // Without a command that appends, there is no conflict.
      if (isRaced && together.events.length < alone.events.length) return;
      expect(together).toEqual(alone);
    }),
    { numRuns: 200 },
  );
});

const withoutIds = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (name, value: unknown) => (name === 'id' || name === 'event' ? undefined : value)));
