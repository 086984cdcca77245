import fc from 'fast-check';
import { type EventLog, InvalidAppendError, LogUnavailableError } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import type { CommandContext } from '../../src/command-handling/command-context.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { collect, newEvent } from '../event-log/contract/support.js';
import { bookDecider, raced, repeatable, REQUEST, take } from './support.js';

const STREAM = 'book-one';

describe('Commands that come while their stream is busy', () => {
  let log: EventLog;
  let appends: number;
  /** The log, counting how often it is appended to. */
  const counted = (): EventLog => ({
    ...raced(log, () => Promise.resolve()),
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

  const record = (recorder: CommandExecutor, note: string, context: CommandContext = REQUEST) =>
    recorder.record(STREAM, bookDecider, take(...note.split(' ')), context);
  const notes = async () => (await collect(log.readStream(STREAM))).map(({ data }) => data['text']);

  it('go into one append, and each gets its own answer', async () => {
    const recorder = new CommandExecutor(counted());
    const answers = await Promise.all(['a', 'b c', 'b', 'd'].map((note) => record(recorder, note)));
    const events = await collect(log.readStream(STREAM));
    expect(appends).toBe(1);
    expect(answers).toMatchObject([
      { written: [{ id: events[0]?.id }], revision: 0, position: events[0]?.position },
      { written: [{ data: { text: 'b' } }, { data: { text: 'c' } }], revision: 2, position: events[2]?.position },
      { written: [], revision: 2, position: undefined },
      { written: [{ data: { text: 'd' } }], revision: 3, position: events[3]?.position },
    ]);
  });

  it('come before a look at the state that was asked for after them, and after one that was asked for before', async () => {
    const recorder = new CommandExecutor(log);
    const seen: number[] = [];
    const look = async () => {
      seen.push((await recorder.loadState(STREAM, bookDecider)).notes.length);
    };
    await Promise.all([look(), record(recorder, 'a'), record(recorder, 'b'), look(), record(recorder, 'c'), look()]);
    expect(seen).toEqual([0, 2, 3]);
  });

  it('are decided again, all of them, if somebody else was faster', async () => {
    const recorder = new CommandExecutor(raced(log, () => record(new CommandExecutor(log), 'b')));
    const answers = await Promise.all(['a', 'b', 'c'].map((note) => record(recorder, note)));
    expect(answers.map(({ written, revision }) => [written.length, revision])).toEqual([
      [1, 1],
      [0, 1],
      [1, 2],
    ]);
    expect(await notes()).toEqual(['b', 'a', 'c']);
  });

  it('are decided on the log where nothing would be written, not on what it once was', async () => {
    const recorder = new CommandExecutor(log);
    await record(recorder, 'a');
    await record(new CommandExecutor(log), 'b');
    expect(await record(recorder, 'a')).toMatchObject({ written: [], revision: 1 });
    const seen = { ...REQUEST, expectedRevision: 0 };
    await expect(record(recorder, 'c', seen)).rejects.toMatchObject({ actual: 1 });
    await expect(record(recorder, 'c', { ...REQUEST, expectedRevision: 1 })).resolves.toMatchObject({ revision: 2 });
  });

  it('all hear that the log has failed, and nothing is kept of them', async () => {
    let failing = true;
    const recorder = new CommandExecutor({
      ...raced(log, () => Promise.resolve()),
      append: (...append) => (failing ? Promise.reject(new LogUnavailableError('Full.')) : log.append(...append)),
    });
    const answers = await Promise.allSettled(['a', 'b', 'a'].map((note) => record(recorder, note)));
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    failing = false;
    expect(await record(recorder, 'b')).toMatchObject({ revision: 0 });
    expect(await notes()).toEqual(['b']);
  });

  it("don't suffer for one that the log refuses", async () => {
    const recorder = new CommandExecutor(log);
    const answers = await Promise.allSettled(['a', '\ud800', 'b'].map((note) => record(recorder, note)));
    expect(answers).toMatchObject([
      { value: { revision: 0 } },
      { reason: expect.any(InvalidAppendError) as unknown },
      { value: { revision: 1 } },
    ]);
  });

  it('go into as few appends as the size of one allows', async () => {
    const recorder = new CommandExecutor(counted());
    const long = Array.from({ length: 25 }, (_, number) => `n${number}`.padEnd(50_000, '-'));
    await Promise.all(long.map((note) => record(recorder, note)));
    expect(await notes()).toEqual(long);
    expect(appends).toBe(3);
  });

  it('are answered though what they wrote can only be read later', async () => {
    let appended = false;
    const recorder = new CommandExecutor({
      ...raced(log, () => Promise.resolve()),
      append: (...append) => {
        appended = true;
        return log.append(...append);
      },
      readStream: (...read) => {
        if (appended) throw new LogUnavailableError('Closed.');
        return log.readStream(...read);
      },
    });
    const answers = await Promise.all(['a', 'b'].map((note) => record(recorder, note)));
    const last = (await collect(log.readStream(STREAM)))[1]?.position;
    expect(answers).toMatchObject([
      { revision: 0, position: last },
      { revision: 1, position: last },
    ]);
  });

  it('are answered though what they wrote can no longer be folded', async () => {
    const broken = { ...bookDecider, evolve: () => failWith(new RangeError('Broken.')) };
    const recorder = new CommandExecutor(log);
    expect(await recorder.record(STREAM, broken, take('a'), REQUEST)).toMatchObject({ revision: 0 });
    await expect(recorder.record(STREAM, broken, take('b'), REQUEST)).rejects.toThrow('Broken.');
    expect(await record(recorder, 'b')).toMatchObject({ revision: 1 });
  });
});

it('Commands together come to the same as one after the other, whoever else appends meanwhile', async () => {
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
        const recorder = new CommandExecutor(isRaced && together ? raced(log, first) : log);
        const asked = commands.map(
          ({ note, key, expected }) =>
            () =>
              recorder.record(STREAM, bookDecider, take(...note.split(' ')), {
                ...(key === undefined ? REQUEST : repeatable(`${key}`, note)),
                ...(expected !== undefined && { expectedRevision: expected }),
              }),
        );
        const answers: PromiseSettledResult<unknown>[] = [];
        if (together) answers.push(...(await Promise.allSettled(asked.map((ask) => ask()))));
        else for (const ask of asked) answers.push(...(await Promise.allSettled([ask()])));
        const events = await collect(log.readStream(STREAM));
        await log.close();
        return {
          answers: answers.map(withoutIds),
          events: events.map(({ id: _id, metadata: _metadata, ...rest }) => rest),
        };
      };
      const alone = await run(false);
      const together = await run(true);
      // A race that nobody runs against isn't lost.
      if (isRaced && together.events.length < alone.events.length) return;
      expect(together).toEqual(alone);
    }),
    { numRuns: 200 },
  );
});

const withoutIds = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (name, value: unknown) => (name === 'id' ? undefined : value)));

function failWith(error: Error): never {
  throw error;
}
