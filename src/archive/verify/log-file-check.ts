import { setImmediate as nextTurn } from 'node:timers/promises';
import { isWriteError, sqliteCode } from '../../event-log/sqlite/errors.js';
import type { SqliteLogInspector } from '../../event-log/sqlite/log-file-inspector.js';
import { checkRow } from './event-check.js';
import type { Faults } from './faults.js';
import { type CheckOptions, LogCheck, type LogExtent } from './log-check.js';

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
  for (const message of file.integrityErrors()) faults.add({ in: 'file', message });
  const check = new LogCheck(faults);
  try {
    let events = 0;
    const last = file.last();
    const count = last === undefined ? 0 : file.countThrough(last);
    for (const row of last === undefined ? [] : file.rows(last)) {
      check.check(row, () => checkRow(row, upcast));
      events += 1;
      if (events % TURN > 0) continue;
      onProgress(events);
      await nextTurn();
      signal.throwIfAborted();
    }
    check.end();
    if (events !== count) faults.add({ in: 'file', message: `it has ${count} events, but only ${events} can be read` });
  } catch (error) {
    if (sqliteCode(error) === undefined || isWriteError(error)) throw error;
    const behind = check.extent.position ?? 'its beginning';
    faults.add({ in: 'file', message: `it can't be read behind ${behind}: ${String(error)}` });
  } finally {
    check.close();
  }
  return check.extent;
}
