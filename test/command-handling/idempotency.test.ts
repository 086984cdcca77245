import { join } from 'node:path';
import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { IdempotencyKeyReusedError } from '../../src/command-handling/errors.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { collect } from '../event-log/contract/support.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { bookDecider, beforeNextAppend, withIdempotencyKey, REQUEST, takeNotes } from './support.js';

const STREAM = 'book-one';

describe('CommandExecutor: idempotency keys', () => {
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

  const executeBy = (executor: CommandExecutor) => (key: string, body: string, expectedRevision?: number) =>
    executor.record(STREAM, bookDecider, takeNotes(...body.split(' ')), {
      ...withIdempotencyKey(key, body),
      ...(expectedRevision !== undefined && { expectedRevision }),
    });
  const notes = async () => (await collect(log.readStream(STREAM))).map(({ data }) => data['text']);

  it('returns the first result for a retry, also after later commands', async () => {
    const execute = executeBy(new CommandExecutor(log));
    await execute('key-0', 'before');
    const first = await execute('key-1', 'a b c');
    await execute('key-2', 'd');
    expect(await execute('key-1', 'a b c')).toEqual({ ...first, replayed: true });
    expect(await notes()).toEqual(['before', 'a', 'b', 'c', 'd']);
  });

  it('returns it after a restart, and in another instance', async () => {
    const first = await executeBy(new CommandExecutor(log))('key-1', 'a b');
    expect(await executeBy(new CommandExecutor(log))('key-1', 'a b')).toEqual({ ...first, replayed: true });
    expect(await executeBy(new CommandExecutor(other))('key-1', 'a b')).toEqual({ ...first, replayed: true });
  });

  it('rejects a key that is reused with another body', async () => {
    const execute = executeBy(new CommandExecutor(log));
    await execute('key-1', 'a');
    await expect(execute('key-1', 'b')).rejects.toThrow(IdempotencyKeyReusedError);
    await expect(executeBy(new CommandExecutor(other))('key-1', 'b')).rejects.toThrow(IdempotencyKeyReusedError);
    expect(await notes()).toEqual(['a']);
  });

  it('checks the key before the expected revision', async () => {
    const execute = executeBy(new CommandExecutor(log));
    const first = await execute('key-1', 'a', -1);
    expect(await execute('key-1', 'a', -1)).toEqual({ ...first, replayed: true });
    await expect(execute('key-1', 'b', -1)).rejects.toThrow(IdempotencyKeyReusedError);
  });

  it('executes concurrent requests with the same key once', async () => {
    const execute = executeBy(new CommandExecutor(log));
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => execute('key-1', 'a b')));
    expect(first).toMatchObject({ replayed: false, revision: 1 });
    expect(others).toEqual([
      { ...first, replayed: true },
      { ...first, replayed: true },
    ]);
    const clash = await Promise.allSettled([execute('key-2', 'c'), execute('key-2', 'd')]);
    expect(clash).toMatchObject([
      { status: 'fulfilled' },
      { reason: expect.any(IdempotencyKeyReusedError) as unknown },
    ]);
  });

  it('returns the result of a concurrent request in another instance', async () => {
    let first: unknown;
    const executeElsewhere = executeBy(new CommandExecutor(other));
    const racedLog = beforeNextAppend(log, async () => (first = await executeElsewhere('key-1', 'a b')));
    expect(await executeBy(new CommandExecutor(racedLog))('key-1', 'a b')).toEqual({
      ...(first as object),
      replayed: true,
    });
    expect(await notes()).toEqual(['a', 'b']);
  });

  it('rejects a concurrent request in another instance with another body', async () => {
    const executeElsewhere = executeBy(new CommandExecutor(other));
    for (const [theirs, ours] of [
      ['a b', 'c'],
      ['d', 'e f'],
    ] as const) {
      const racedLog = beforeNextAppend(log, () => executeElsewhere(theirs, theirs));
      await expect(executeBy(new CommandExecutor(racedLog))(theirs, ours)).rejects.toThrow(IdempotencyKeyReusedError);
    }
    expect(await notes()).toEqual(['a', 'b', 'd']);
  });

  it('does not remember a request that wrote nothing', async () => {
    const execute = executeBy(new CommandExecutor(log));
    await execute('key-1', 'a');
    expect(await execute('key-2', 'a')).toMatchObject({ written: [], replayed: false });
    expect(await execute('key-2', 'b')).toMatchObject({ revision: 1, replayed: false });
  });

  it('does not remember a rejected request', async () => {
    const execute = executeBy(new CommandExecutor(log));
    await expect(execute('key-1', 'x'.repeat(60_001))).rejects.toThrow();
    expect(await execute('key-1', 'a')).toMatchObject({ revision: 0, replayed: false });
  });
});

describe('CommandExecutor: conflicts', () => {
  let log: EventLog;
  beforeEach(() => {
    log = SqliteEventLog.open(':memory:');
  });
  afterEach(() => log.close());

  const execute = (executor: CommandExecutor, notes: readonly string[], context = REQUEST) =>
    executor.record(STREAM, bookDecider, takeNotes(...notes), context);
  const executorRacedBy = (...notes: readonly string[]) =>
    new CommandExecutor(beforeNextAppend(log, () => execute(new CommandExecutor(log), notes)));

  it('decides again on the events of the other writer', async () => {
    const { written, revision } = await execute(executorRacedBy('a', 'b'), ['b', 'c']);
    expect(written).toMatchObject([{ data: { text: 'c' }, revision: 2 }]);
    expect(revision).toBe(2);
  });

  it('writes nothing if the other writer has done so', async () => {
    expect(await execute(executorRacedBy('a', 'b'), ['b'])).toMatchObject({
      written: [],
      revision: 1,
      replayed: false,
    });
  });

  it('rejects a command with an expected revision', async () => {
    await expect(execute(executorRacedBy('a'), ['b'], { ...REQUEST, expectedRevision: -1 })).rejects.toMatchObject({
      name: 'RevisionMismatchError',
      expected: -1,
      actual: 0,
    });
  });

  it('writes every note once for three competing executors', async () => {
    const executors = [1, 2, 3].map(() => new CommandExecutor(log));
    const requested = Array.from({ length: 30 }, (_, number) => `note-${number % 20}`);
    await Promise.all(requested.flatMap((note) => executors.map((executor) => execute(executor, [note]))));
    const { notes } = await new CommandExecutor(log).loadState(STREAM, bookDecider);
    expect(notes.toSorted()).toEqual([...new Set(requested)].toSorted());
  });
});
