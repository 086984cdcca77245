import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { EventLogError, LogUnavailableError } from '../../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';
import { openLogFile, UnusableLogFileError } from '../../../src/event-log/sqlite/log-file.js';
import { collect, newEvents } from '../contract/support.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

describe('openLogFile()', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'log.sqlite');
  });
  afterEach(() => {
    folder.remove();
  });

  it('does not create a file in read-only mode', () => {
    expect(() => SqliteEventLog.openReadOnly(path)).toThrow(LogUnavailableError);
    expect(existsSync(path)).toBe(false);
  });

  it('syncs every commit, on every connection', () => {
    for (const readOnly of [false, false, true]) {
      const { db } = openLogFile(path, readOnly);
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(db.pragma('synchronous', { simple: true })).toBe(2);
      db.close();
    }
  });

  it('creates files that only their owner can read', async () => {
    const umask = process.umask(0o022);
    try {
      const log = SqliteEventLog.open(path);
      await log.append('claim-1', 'no-stream', newEvents(1));
      for (const file of [path, `${path}-wal`, `${path}-shm`]) expect(statSync(file).mode & 0o777).toBe(0o600);
      await log.close();
    } finally {
      process.umask(umask);
    }
  });

  it('accepts a log with the tables of ANALYZE', async () => {
    const log = SqliteEventLog.open(path);
    await log.append('claim-1', 'no-stream', newEvents(1));
    await log.close();
    const db = new SqliteDatabase(path);
    db.exec('ANALYZE');
    db.close();
    await SqliteEventLog.openReadOnly(path).close();
  });

  describe('with a tampered file', () => {
    const openTampered = async (sql: string): Promise<SqliteEventLog> => {
      const log = SqliteEventLog.open(path);
      await log.append('claim-1', 'no-stream', newEvents(3));
      await log.close();
      const db = new SqliteDatabase(path);
      db.exec(sql);
      db.close();
      return SqliteEventLog.open(path);
    };

    it.each([
      [
        'at the minimum integer',
        '-9223372036854775808',
        1,
        /revision 0 of claim-1 has the invalid position -9223372036854775808/,
      ],
      ['that is not a safe integer', '9007199254740993', 3, /revision 2 of claim-1 has the invalid position/],
    ])('reports a position %s, and assigns none after it', async (_what, position, at, message) => {
      const log = await openTampered(`UPDATE events SET position = ${position} WHERE position = ${at}`);
      const errorMessageOf = async (work: Promise<unknown>) => {
        const error: unknown = await work.catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(EventLogError);
        return (error as Error).message;
      };
      expect(await errorMessageOf(collect(log.readStream('claim-1')))).toMatch(message);
      if (at === 3) {
        expect(await errorMessageOf(collect(log.readAll()))).toMatch(message);
        expect(await errorMessageOf(log.head())).toMatch(/the last event has the invalid position/);
        expect(await errorMessageOf(log.append('claim-2', 'no-stream', newEvents(1)))).toMatch(
          /no position can follow/,
        );
      }
      await log.close();
    });

    it.each([
      ['data', '{"x":'],
      ['data', 'null'],
      ['metadata', '[]'],
    ])('reports %s that contain %s', async (column, text) => {
      const log = await openTampered(`UPDATE events SET ${column} = '${text}' WHERE position = 2`);
      const message = `at position 00000000000000000002, revision 1 of claim-1, the ${column} are not a JSON object`;
      for (const read of [log.readAll(), log.readStream('claim-1')]) {
        const reading = collect(read);
        await expect(reading).rejects.toBeInstanceOf(EventLogError);
        await expect(reading).rejects.toThrow(message);
      }
      await log.close();
    });
  });

  describe('rejects without changing it', () => {
    const expectRejected = (message: RegExp): void => {
      const before = readFileSync(path);
      for (const open of [() => SqliteEventLog.open(path), () => SqliteEventLog.openReadOnly(path)]) {
        expect(open).toThrow(UnusableLogFileError);
        expect(open).toThrow(message);
      }
      expect(readFileSync(path).equals(before)).toBe(true);
    };

    it('a file that is not a database', () => {
      writeFileSync(path, 'A text of some length, which is certainly not a database of SQLite.'.repeat(20));
      expectRejected(/is not an event log/);
    });

    it('the database of another application', () => {
      const db = new SqliteDatabase(path);
      db.exec('CREATE TABLE events (id INTEGER PRIMARY KEY)');
      db.close();
      expectRejected(/is not an event log/);
    });

    it('a folder', () => {
      expect(() => SqliteEventLog.open(folder.path)).toThrow(/is not a regular file/);
    });

    it('a log of a newer format', async () => {
      const original = join(folder.path, 'original.sqlite');
      await SqliteEventLog.open(original).close();
      copyFileSync(original, path);
      const db = new SqliteDatabase(path);
      db.exec('UPDATE event_log SET format = 2');
      db.close();
      expectRejected(/has format 2; this program knows formats up to 1/);
    });

    const EVENTS = `position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL,
      type TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL`;
    it.each<[what: string, sql: string, message: RegExp]>([
      [
        'a trigger that ignores inserts',
        'CREATE TRIGGER t BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE); END',
        /differs from an event log: the trigger t doesn't belong there\.$/,
      ],
      [
        'a view instead of the table of events',
        `ALTER TABLE events RENAME TO others; CREATE VIEW events AS SELECT * FROM others;
         CREATE TRIGGER t INSTEAD OF INSERT ON events BEGIN SELECT 1; END`,
        /the table events is missing; .*the view events/,
      ],
      ['a second table', 'CREATE TABLE more (x)', /the table more/],
      ['a second index', 'CREATE INDEX more ON events (id)', /the index more doesn't belong there/],
      [
        'events without the unique constraint',
        `DROP TABLE events; CREATE TABLE events (${EVENTS}) STRICT`,
        /the index sqlite_autoindex_events_1 is missing; the table events is defined differently/,
      ],
      [
        'a table of events without strict types',
        `DROP TABLE events; CREATE TABLE events (${EVENTS}, UNIQUE (stream, revision))`,
        /the table events is defined differently/,
      ],
      ['a second id', `INSERT INTO event_log SELECT * FROM event_log`, /it has more than one log id/],
      ['no id', 'DELETE FROM event_log', /it has no log id/],
      ['an empty id', `UPDATE event_log SET id = ''`, /the log's id, "", is not a UUID/],
      ['an unknown format', 'UPDATE event_log SET format = 0', /its format, 0, doesn't exist/],
    ])('a log with %s', async (_what, sql, message) => {
      await SqliteEventLog.open(path).close();
      const db = new SqliteDatabase(path);
      db.exec(sql);
      db.close();
      expectRejected(message);
    });

    it('a database with only a view', () => {
      const db = new SqliteDatabase(path);
      db.exec('CREATE VIEW v AS SELECT 1');
      db.close();
      expectRejected(/is not an event log/);
    });
  });
});
