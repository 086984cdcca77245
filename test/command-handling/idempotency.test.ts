import { join } from 'node:path';
import { LogUnavailableError, type EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { IdempotencyKeyReusedError } from '../../src/command-handling/errors.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { collect } from '../event-log/contract/support.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { bookDecider, raced, repeatable, REQUEST, take } from './support.js';

const STREAM = 'book-one';

describe('A request that is repeated', () => {
  const folder = temporaryFolder();
  afterAll(() => {
    folder.remove();
  });
  let log: EventLog;
  let other: EventLog;
  let files = 0;
  beforeEach(() => {
    const path = join(folder.path, `${(files += 1)}.db`);
    log = SqliteEventLog.open(path);
    other = SqliteEventLog.open(path);
  });
  afterEach(async () => {
    await log.close();
    await other.close();
  });

  const book = (recorder: CommandExecutor) => (key: string, body: string, expectedRevision?: number) =>
    recorder.record(STREAM, bookDecider, take(...body.split(' ')), {
      ...repeatable(key, body),
      ...(expectedRevision !== undefined && { expectedRevision }),
    });
  const notes = async () => (await collect(log.readStream(STREAM))).map(({ data }) => data['text']);

  it('gets the first answer again, whatever came after', async () => {
    const record = book(new CommandExecutor(log));
    await record('key-0', 'before');
    const first = await record('key-1', 'a b c');
    await record('key-2', 'd');
    expect(await record('key-1', 'a b c')).toEqual({ ...first, replayed: true });
    expect(await notes()).toEqual(['before', 'a', 'b', 'c', 'd']);
  });

  it('gets it after a restart too, and at another instance', async () => {
    const first = await book(new CommandExecutor(log))('key-1', 'a b');
    expect(await book(new CommandExecutor(log))('key-1', 'a b')).toEqual({ ...first, replayed: true });
    expect(await book(new CommandExecutor(other))('key-1', 'a b')).toEqual({ ...first, replayed: true });
  });

  it('is to be sent again if the log gives only a part of the first answer', async () => {
    const record = book(new CommandExecutor(log));
    await record('key-0', 'before');
    const first = await record('key-1', 'a b c');
    const whole = log.readStream.bind(log);
    log.readStream = (stream, options) => whole(stream, { ...options, limit: 2 });
    await expect(record('key-1', 'a b c')).rejects.toThrow(LogUnavailableError);
    log.readStream = whole;
    expect(await record('key-1', 'a b c')).toEqual({ ...first, replayed: true });
  });

  it('is refused with another body', async () => {
    const record = book(new CommandExecutor(log));
    await record('key-1', 'a');
    await expect(record('key-1', 'b')).rejects.toThrow(IdempotencyKeyReusedError);
    await expect(book(new CommandExecutor(other))('key-1', 'b')).rejects.toThrow(IdempotencyKeyReusedError);
    expect(await notes()).toEqual(['a']);
  });

  it('is known before its revision is looked at', async () => {
    const record = book(new CommandExecutor(log));
    const first = await record('key-1', 'a', -1);
    expect(await record('key-1', 'a', -1)).toEqual({ ...first, replayed: true });
    await expect(record('key-1', 'b', -1)).rejects.toThrow(IdempotencyKeyReusedError);
  });

  it('at the same time waits for the first', async () => {
    const record = book(new CommandExecutor(log));
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => record('key-1', 'a b')));
    expect(first).toMatchObject({ replayed: false, revision: 1 });
    expect(others).toEqual([
      { ...first, replayed: true },
      { ...first, replayed: true },
    ]);
    const clash = await Promise.allSettled([record('key-2', 'c'), record('key-2', 'd')]);
    expect(clash).toMatchObject([
      { status: 'fulfilled' },
      { reason: expect.any(IdempotencyKeyReusedError) as unknown },
    ]);
  });

  it('at another instance at the same time loses the race, and finds the first', async () => {
    let first: unknown;
    const elsewhere = book(new CommandExecutor(other));
    const racing = raced(log, async () => (first = await elsewhere('key-1', 'a b')));
    expect(await book(new CommandExecutor(racing))('key-1', 'a b')).toEqual({ ...(first as object), replayed: true });
    expect(await notes()).toEqual(['a', 'b']);
  });

  it('at another instance at the same time, with another body, is refused', async () => {
    const elsewhere = book(new CommandExecutor(other));
    for (const [theirs, ours] of [
      ['a b', 'c'],
      ['d', 'e f'],
    ] as const) {
      const racing = raced(log, () => elsewhere(theirs, theirs));
      await expect(book(new CommandExecutor(racing))(theirs, ours)).rejects.toThrow(IdempotencyKeyReusedError);
    }
    expect(await notes()).toEqual(['a', 'b', 'd']);
  });

  it("isn't remembered if it wrote nothing", async () => {
    const record = book(new CommandExecutor(log));
    await record('key-1', 'a');
    expect(await record('key-2', 'a')).toMatchObject({ written: [], replayed: false });
    expect(await record('key-2', 'b')).toMatchObject({ revision: 1, replayed: false });
  });

  it("isn't remembered if it was refused", async () => {
    const record = book(new CommandExecutor(log));
    await expect(record('key-1', 'x'.repeat(60_001))).rejects.toThrow();
    expect(await record('key-1', 'a')).toMatchObject({ revision: 0, replayed: false });
  });
});

describe('A race that is lost', () => {
  let log: EventLog;
  beforeEach(() => {
    log = SqliteEventLog.open(':memory:');
  });
  afterEach(() => log.close());

  const record = (recorder: CommandExecutor, notes: readonly string[], context = REQUEST) =>
    recorder.record(STREAM, bookDecider, take(...notes), context);
  const raceAgainst = (...notes: readonly string[]) =>
    new CommandExecutor(raced(log, () => record(new CommandExecutor(log), notes)));

  it('is decided again on what the winner wrote', async () => {
    const { written, revision } = await record(raceAgainst('a', 'b'), ['b', 'c']);
    expect(written).toMatchObject([{ data: { text: 'c' }, revision: 2 }]);
    expect(revision).toBe(2);
  });

  it('may leave nothing to do', async () => {
    expect(await record(raceAgainst('a', 'b'), ['b'])).toMatchObject({ written: [], revision: 1, replayed: false });
  });

  it('is lost for a caller who expected a revision', async () => {
    await expect(record(raceAgainst('a'), ['b'], { ...REQUEST, expectedRevision: -1 })).rejects.toMatchObject({
      name: 'RevisionMismatchError',
      expected: -1,
      actual: 0,
    });
  });

  it('is lost once among many, and every note is taken once', async () => {
    const recorders = [1, 2, 3].map(() => new CommandExecutor(log));
    const wanted = Array.from({ length: 30 }, (_, number) => `note-${number % 20}`);
    await Promise.all(wanted.flatMap((note) => recorders.map((recorder) => record(recorder, [note]))));
    const { notes } = await new CommandExecutor(log).loadState(STREAM, bookDecider);
    expect(notes.toSorted()).toEqual([...new Set(wanted)].toSorted());
  });
});
