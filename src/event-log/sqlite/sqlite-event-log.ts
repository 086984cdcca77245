import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { checkAppend } from '../append-validation.js';
import { ChangeSignal } from '../../lib/change-signal.js';
import {
  LogClosedError,
  LogUnavailableError,
  type AppendResult,
  type EventLog,
  type ExpectedRevision,
  type NewEvent,
  type ReadStreamOptions,
  type RecordedEvent,
  type SubscriptionMessage,
} from '../event-log.js';
import { CommitChannel } from './commit-channel.js';
import { logFailure } from './errors.js';
import { type Appender, GroupCommit } from './group-commit.js';
import { openLogFile } from './log-file.js';
import { fromPosition, storedPosition, takePage, toEvent, type EventRow } from './rows.js';
import { prepareStatements, type Statements } from './statements.js';

const PAGE_SIZE = 500;
/** How often a subscription of a read-only log polls for what another process wrote; commits of other threads are announced. */
const POLL_MS = 250;

interface SqliteEventLogOptions {
  /**
   * The distance of each event's position from the one before, an integer from 1. Default: 1. For tests of readers,
   * which must not assume contiguous positions, since other stores leave gaps.
   */
  readonly positionStep?: () => number;
  /**
   * Whether each append is synced to disk before it is acknowledged. Default: true. False is for a file that isn't used
   * until all of it has been synced.
   */
  readonly synced?: boolean;
}

/**
 * An event log in one SQLite file, for one writing process. Every acknowledged append has been synced to disk. Appends
 * that are made at about the same time share a transaction and its sync.
 */
export class SqliteEventLog implements EventLog {
  private readonly commits = new ChangeSignal();
  /** Of a log that commits, from the beginning; of another, from its first subscription: each channel costs its thread. */
  private others: CommitChannel | undefined;
  private readonly appender: Appender | undefined;
  private isClosed = false;

  private constructor(
    readonly id: string,
    private readonly db: Database,
    private readonly sql: Statements,
    appenderOf: (onCommit: () => void) => Appender | undefined,
  ) {
    this.appender = appenderOf(() => {
      this.channel().committed();
      this.commits.notify();
    });
  }

  /**
   * Opens the log, or creates it if the file doesn't exist; `:memory:` for a temporary one. Commits in this thread.
   *
   * @throws UnusableLogFileError if the file isn't an event log, or has a newer format
   */
  static open(path: string, { positionStep = () => 1, synced = true }: SqliteEventLogOptions = {}): SqliteEventLog {
    const { id, db } = openLogFile(path, false);
    if (!synced) db.pragma('synchronous = OFF');
    const sql = prepareStatements(db);
    return new SqliteEventLog(id, db, sql, (onCommit) => new GroupCommit(db, sql, positionStep, onCommit));
  }

  /**
   * Opens an existing log whose appends are committed elsewhere.
   *
   * @param appender closed with the log
   */
  static openWith(path: string, appender: Appender): SqliteEventLog {
    const { id, db } = openLogFile(path, true);
    return new SqliteEventLog(id, db, prepareStatements(db), () => appender);
  }

  /**
   * Opens an existing log for reading, while another thread or process may write to it. Reads see each commit
   * immediately, subscriptions when the thread announces it, or within a quarter of a second. Appends reject with a
   * `LogUnavailableError`.
   */
  static openReadOnly(path: string): SqliteEventLog {
    const { id, db } = openLogFile(path, true);
    return new SqliteEventLog(id, db, prepareStatements(db), () => undefined);
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    return new Promise((resolve) => {
      this.assertOpen();
      if (!this.appender) throw new LogUnavailableError('The log is open for reading only.');
      resolve(this.appender.append({ stream, expected, events: checkAppend(stream, expected, events) }));
    });
  }

  readStream(
    stream: string,
    { direction = 'forwards', from, limit }: ReadStreamOptions = {},
  ): AsyncGenerator<RecordedEvent> {
    const [query, start, step] =
      direction === 'forwards' ? [this.sql.forwards, 0, 1] : [this.sql.backwards, Number.MAX_SAFE_INTEGER, -1];
    return this.pages(limit, (size, last) => {
      const first = last ? last.revision + step : (from ?? start);
      // Most reads of a writer find nothing new. Looking up the last revision is much faster than an empty iteration.
      const isPast = step > 0 && first > (this.sql.lastRevision.get(stream) ?? -1);
      return isPast ? [] : query.iterate(stream, first, size);
    });
  }

  readAll({
    after,
    limit,
  }: { readonly after?: string | undefined; readonly limit?: number } = {}): AsyncGenerator<RecordedEvent> {
    return this.pages(limit, (size, last) => this.sql.all.iterate(last ? last.position : fromPosition(after), size));
  }

  eventAt(position: string): Promise<RecordedEvent | undefined> {
    return new Promise((resolve) => {
      const row = this.read(() => this.sql.at.get(fromPosition(position)));
      resolve(row && toEvent(row));
    });
  }

  async *subscribe({
    after,
    signal,
  }: {
    readonly after?: string | undefined;
    readonly signal: AbortSignal;
  }): AsyncGenerator<SubscriptionMessage> {
    const aborted = (): boolean => signal.aborted;
    let position = after;
    let caughtUp = false;
    this.channel();
    while (!aborted()) {
      const seen = this.commits.count;
      for await (const event of this.readAll({ after: position })) {
        yield { kind: 'event', event };
        if (aborted()) return;
        position = event.position;
        caughtUp = false;
      }
      if (!caughtUp) yield { kind: 'caught-up' };
      caughtUp = true;
      await this.commits.next(seen, signal, this.db.readonly ? POLL_MS : undefined);
    }
  }

  head(): Promise<string | undefined> {
    return new Promise((resolve) => {
      const position = this.read(() => this.sql.lastPosition.get());
      resolve(position == null ? undefined : storedPosition(position, 'the last event'));
    });
  }

  /** Scans an index: about 0.1 s for a million events, during which this thread does nothing else. */
  count(): Promise<number> {
    return new Promise((resolve) => {
      resolve(this.read(() => this.sql.count.get()) ?? 0);
    });
  }

  erase(): Promise<boolean> {
    return new Promise((resolve) => {
      this.assertOpen();
      if (!this.appender) throw new LogUnavailableError('The log is open for reading only.');
      resolve(this.appender.erase());
    });
  }

  checkWritable(): Promise<void> {
    return new Promise((resolve) => {
      this.assertOpen();
      if (!this.appender) throw new LogUnavailableError('The log is open for reading only.');
      resolve(this.appender.checkWritable());
    });
  }

  /** Commits earlier appends, then closes the file. Open reads reject with a `LogClosedError`. */
  async close(): Promise<void> {
    this.isClosed = true;
    const committed = this.appender?.close();
    this.db.close();
    this.others?.close();
    this.commits.notify();
    await committed;
  }

  /** Reads page by page, so that no statement is open while the reader is busy, and other tasks get their turn. */
  private async *pages(
    limit: number | undefined,
    query: (size: number, last: EventRow | undefined) => Iterable<EventRow>,
  ): AsyncGenerator<RecordedEvent> {
    let last: EventRow | undefined;
    for (let left = limit ?? Infinity; left > 0;) {
      const size = Math.min(left, PAGE_SIZE);
      const { rows, full } = this.read(() => takePage(query(size, last), size));
      for (const row of rows) yield toEvent(row);
      if (!full) return;
      left -= rows.length;
      last = rows.at(-1);
      await nextTurn();
    }
  }

  private channel(): CommitChannel {
    this.others ??= new CommitChannel(this.id, () => {
      this.commits.notify();
    });
    return this.others;
  }

  private read<T>(query: () => T): T {
    this.assertOpen();
    try {
      return query();
    } catch (error) {
      throw logFailure(error, this.db.name);
    }
  }

  private assertOpen(): void {
    if (this.isClosed) throw new LogClosedError();
  }
}
