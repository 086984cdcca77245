import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RecordedEvent } from '../event-log/event-log.js';
import { sqliteCode } from '../event-log/sqlite-errors.js';
import { eventRowOf, type SqliteLogInspector, type StoredRow } from '../event-log/sqlite-log-inspector.js';
import { toEvent } from '../event-log/sqlite-rows.js';
import { streamOf } from '../recording/fact.js';
import { EntriesCheck } from './entries-check.js';
import type { Upcast } from './event-check.js';
import type { Faults } from './faults.js';
import { LogCheck, type LogExtent, placeIn, shown } from './log-check.js';

export interface CheckOptions {
  readonly upcast: Upcast;
  readonly signal: AbortSignal;
  readonly onProgress: (events: number) => void;
}

/** After so many events others get their turn. */
const TURN = 500;

/**
 * Checks a log's file by SQLite's own means, and then every event in it that was there when the check came to it. Rejects
 * with the signal's reason once that aborts.
 */
export async function checkLogFile(
  file: SqliteLogInspector,
  faults: Faults,
  { upcast, signal, onProgress }: CheckOptions,
): Promise<LogExtent> {
  for (const message of file.complaints()) faults.add({ in: 'file', message });
  const check = new LogCheck(faults, upcast);
  const breath = async (events: number): Promise<void> => {
    if (events % TURN > 0) return;
    await nextTurn();
    signal.throwIfAborted();
  };
  try {
    let events = 0;
    const last = file.last();
    const count = last === undefined ? 0 : file.countThrough(last);
    for (const row of last === undefined ? [] : file.rows(last)) {
      check.check(row);
      events += 1;
      if (events % TURN === 0) onProgress(events);
      await breath(events);
    }
    check.end();
    if (events !== count) faults.add({ in: 'file', message: `it has ${count} events, but only ${events} can be read` });
    for (const { position, first } of file.repeatedIds()) {
      faults.add({
        in: 'log',
        position: shown(position),
        message: `its id is that of the event at ${shown(first)}, too`,
      });
    }
    const entries = new EntriesCheck();
    for (const row of file.rowsOfStreams(streamOf('claim', ''))) {
      const event = eventIn(row, upcast);
      const found = event ? entries.check(event) : [];
      for (const message of found) faults.add({ in: 'log', ...placeIn(row), message });
      await breath((events += 1));
    }
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
    const behind = check.extent.position ?? 'its beginning';
    faults.add({ in: 'file', message: `it can't be read behind ${behind}: ${String(error)}` });
  }
  return check.extent;
}

/** Undefined for a row that is no event: that is told already. */
function eventIn(row: StoredRow, upcast: Upcast): RecordedEvent | undefined {
  try {
    const typed = eventRowOf(row);
    return typed && upcast(toEvent(typed));
  } catch {
    return undefined;
  }
}
