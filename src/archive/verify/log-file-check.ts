import { setImmediate as nextTurn } from 'node:timers/promises';
import { isWriteError, sqliteCode } from '../../event-log/sqlite/errors.js';
import type { SqliteLogInspector } from '../../event-log/sqlite/log-file-inspector.js';
import { checkRow } from './event-check.js';
import type { Faults } from './faults.js';
import { type CheckOptions, LogCheck, type LogExtent } from './log-check.js';

/** How many events are checked before the event loop gets a turn. */
const EVENTS_PER_TURN = 500;

/**
 * Checks a log file: first with SQLite's integrity check, then every event that the file holds when that check ends.
 * Rejects with the signal's reason when it aborts.
 */
export async function checkLogFile(
  file: SqliteLogInspector,
  faults: Faults,
  { upcast, signal, onProgress }: CheckOptions,
): Promise<LogExtent> {
  for (const message of file.integrityErrors()) faults.add({ in: 'file', message });
  const check = new LogCheck(faults);
  try {
    let events = 0;
    const last = file.last();
    const count = last === undefined ? 0 : file.countThrough(last);
    for (const row of last === undefined ? [] : file.rows(last)) {
      check.check(row, () => checkRow(row, upcast));
      events += 1;
      if (events % EVENTS_PER_TURN > 0) continue;
      onProgress(events);
      await nextTurn();
      signal.throwIfAborted();
    }
    check.end();
    if (events !== count)
      faults.add({ in: 'file', message: `the file has ${count} events, but only ${events} can be read` });
  } catch (error) {
    if (sqliteCode(error) === undefined || isWriteError(error)) throw error;
    const { position } = check.extent;
    const from = position === undefined ? 'from its beginning' : `after position ${position}`;
    faults.add({ in: 'file', message: `the file can't be read ${from}: ${String(error)}` });
  } finally {
    check.close();
  }
  return check.extent;
}
