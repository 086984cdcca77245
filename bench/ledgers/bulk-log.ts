import SqliteDatabase, { type Database } from 'better-sqlite3';
import { checkAppend } from '../../src/event-log/append-validation.js';
import type {
  AppendResult,
  EventLog,
  ExpectedRevision,
  NewEvent,
  ReadStreamOptions,
  RecordedEvent,
} from '../../src/event-log/event-log.js';
import { PositionAllocator, appendInTransaction } from '../../src/event-log/sqlite/append.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { toEvent } from '../../src/event-log/sqlite/rows.js';
import { prepareStatements, type Statements } from '../../src/event-log/sqlite/statements.js';

const EVENTS_PER_TRANSACTION = 5_000;

/**
 * Writes a log's file as the ledger does, but without durability: thousands of events in each transaction, none of them
 * synced, so that a million events take a minute or two. For one writer, which reads its own writes.
 */
export class BulkLog implements EventLog {
  private readonly sql: Statements;
  private readonly positions: PositionAllocator;
  private pending = 0;

  private constructor(
    readonly id: string,
    private readonly db: Database,
  ) {
    this.sql = prepareStatements(db);
    this.positions = new PositionAllocator(this.sql, () => 1);
    db.exec('BEGIN');
  }

  static async create(path: string): Promise<BulkLog> {
    const log = SqliteEventLog.open(path);
    await log.close();
    const db = new SqliteDatabase(path);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = OFF');
    return new BulkLog(log.id, db);
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    const result = appendInTransaction(
      this.sql,
      { stream, expected, events: checkAppend(stream, expected, events) },
      this.positions,
    );
    this.pending += events.length;
    if (this.pending >= EVENTS_PER_TRANSACTION) {
      this.db.exec('COMMIT; BEGIN');
      this.pending = 0;
    }
    return Promise.resolve(result);
  }

  async *readStream(stream: string, { from = 0, limit = -1 }: ReadStreamOptions = {}): AsyncGenerator<RecordedEvent> {
    for (const row of await Promise.resolve(this.sql.forwards.all(stream, from, limit))) yield toEvent(row);
  }

  readAll(): never {
    throw new Error('A bulk log is only written.');
  }

  eventAt(): never {
    throw new Error('A bulk log is only written.');
  }

  subscribe(): never {
    throw new Error('A bulk log is only written.');
  }

  head(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  close(): Promise<void> {
    this.db.exec('COMMIT');
    this.db.close();
    return Promise.resolve();
  }
}
