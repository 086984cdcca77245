import { type EventLog, LogUnavailableError, WrongExpectedRevisionError } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { ConflictLimit } from '../../src/command-handling/conflict-limit.js';
import { collect, delegateTo } from '../event-log/contract/support.js';
import { bookDecider, REQUEST, takeNotes } from './support.js';

const conflict = (expected: number, actual: number) => new WrongExpectedRevisionError('book-1', expected, actual);

describe('ConflictLimit', () => {
  it('accepts any number of different conflicts', async () => {
    const limit = new ConflictLimit();
    for (let revision = 0; revision < 20; revision += 1) {
      expect(await limit.isRepeated(conflict(revision, revision + 1))).toBe(false);
    }
  });

  it('rejects a conflict that repeats', async () => {
    const limit = new ConflictLimit();
    await limit.isRepeated(conflict(0, 1));
    await expect(
      (async () => {
        for (;;) expect(await limit.isRepeated(conflict(0, 1))).toBe(true);
      })(),
    ).rejects.toThrow(LogUnavailableError);
  });
});

describe('CommandExecutor: conflicts', () => {
  let log: EventLog;
  beforeEach(() => (log = SqliteEventLog.open(':memory:')));
  afterEach(() => log.close());

  it('fails a command whose conflict repeats without progress', async () => {
    const stuck: EventLog = { ...delegateTo(log), append: () => Promise.reject(conflict(-1, 0)) };
    const recorded = new CommandExecutor(stuck).record('book-1', bookDecider, takeNotes('a'), REQUEST);
    await expect(recorded).rejects.toThrow(
      new LogUnavailableError('The log reports that book-1 is at revision 0, but shows revision -1 when it is read.'),
    );
  });

  it('reads the whole stream again if its cached state has more events than the log', async () => {
    const other = SqliteEventLog.open(':memory:');
    let current: EventLog = log;
    const switching: EventLog = {
      ...delegateTo(log),
      append: (...append) => current.append(...append),
      readStream: (...read) => current.readStream(...read),
    };
    const executor = new CommandExecutor(switching);
    for (const note of ['a', 'b']) await executor.record('book-1', bookDecider, takeNotes(note), REQUEST);
    current = other;
    expect(await executor.record('book-1', bookDecider, takeNotes('c'), REQUEST)).toMatchObject({ revision: 0 });
    expect(await collect(other.readStream('book-1'))).toHaveLength(1);
    await other.close();
  });
});
