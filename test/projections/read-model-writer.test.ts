import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ReadModelMismatchError } from '../../src/read-model/checkpoints.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { SameThreadProjection } from '../support/same-thread-projection.js';
import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { appendEvents, numberedEvent, tallyNumbers, TallyProjection } from '../support/tally-projection.js';

const SOON = 2_000;

describe('ReadModelWriter', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'read-model.sqlite');
  const deleteFile = () => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  };
  let log: SqliteEventLog;

  beforeEach(async () => {
    log = SqliteEventLog.open(':memory:');
    await appendEvents(log, 'sum-a', numberedEvent(1), numberedEvent(2), numberedEvent(3));
  });
  afterEach(async () => {
    await log.close();
    deleteFile();
  });
  afterAll(() => {
    folder.remove();
  });

  async function follow(over: EventLog, tally = new TallyProjection()): Promise<number[]> {
    const readModel = ReadModelWriter.open(file, tally);
    const runner = new SameThreadProjection(over, readModel, { batchMs: 10_000 });
    try {
      await runner.start();
      await runner.waitFor((await over.head()) ?? '', SOON);
      return tallyNumbers(readModel.database);
    } finally {
      await runner.stop();
    }
  }

  it('commits the rows of an event and its checkpoint atomically', async () => {
    const seen: [rows: number, position: string | undefined][] = [];
    const tally = new TallyProjection();
    tally.beforeProject = () => {
      const other = new Database(file, { readonly: true });
      const position = other.prepare<[], string>('SELECT position FROM checkpoint').pluck().get();
      seen.push([tallyNumbers(other).length, position]);
      other.close();
    };
    await follow(log, tally);
    expect(seen).toEqual([
      [0, undefined],
      [0, undefined],
      [0, undefined],
    ]);
  });

  it('accepts a log that returns the event of the checkpoint only at the second read', async () => {
    await follow(log);
    const whole = log.readStream.bind(log);
    log.readStream = (stream, options) => {
      log.readStream = whole;
      return whole(stream, { ...options, limit: 0 });
    };
    await follow(log);
  });

  it('erases deleted words from a full-text index, however often it has erased before', () => {
    const readModel = ReadModelWriter.open(file, new TallyProjection());
    try {
      const { database } = readModel;
      database.exec('CREATE VIRTUAL TABLE words USING fts5 (text)');
      const put = database.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)');
      const drop = database.prepare('DELETE FROM words WHERE rowid = ?');
      const blocks = database.prepare<[], Buffer>('SELECT block FROM words_data').pluck();
      for (let row = 1; row <= 300; row += 1) put.run(row, `secret number ${row}`);
      const redact = database.transaction((row: number) => {
        drop.run(row);
        put.run(row, 'redacted');
      });
      for (let row = 1; row <= 300; row += 1) {
        redact(row);
        expect(readModel.erase()).toBe(true);
      }
      expect(blocks.all().some((block) => block.includes('secret'))).toBe(false);
      expect(database.prepare(`SELECT count(*) FROM words('redacted')`).pluck().get()).toBe(300);
    } finally {
      readModel.close();
    }
  });

  it('rejects another log, another event at the checkpoint, and another projection', async () => {
    await follow(log);
    const other = SqliteEventLog.open(':memory:');
    await appendEvents(other, 'sum-a', numberedEvent(1), numberedEvent(2), numberedEvent(3));
    await expect(follow(other)).rejects.toThrow(ReadModelMismatchError);
    const sameId = Object.create(other, { id: { value: log.id } }) as EventLog;
    await expect(follow(sameId)).rejects.toThrow(/doesn't hold event/);
    const shorter = SqliteEventLog.open(':memory:');
    await expect(follow(Object.create(shorter, { id: { value: log.id } }) as EventLog)).rejects.toThrow(
      /doesn't hold event/,
    );
    await expect(follow(log, new TallyProjection('tally/2'))).rejects.toThrow(
      'it was built by tally/1, and the current projection is tally/2',
    );
    expect(await follow(log)).toEqual([1, 2, 3]);
    deleteFile();
    expect(await follow(other)).toEqual([1, 2, 3]);
    await other.close();
    await shorter.close();
  });
});
