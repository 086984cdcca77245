import type { Database } from 'better-sqlite3';
import { REDACTED_TEXT } from '../../../event-log/redaction.js';

/** The redaction until which it was done. */
export const ERASURE_SCHEMA = `
  CREATE TABLE IF NOT EXISTS erasure (one INTEGER PRIMARY KEY CHECK (one = 1), redaction TEXT NOT NULL) STRICT;`;

/**
 * Replaces what receivers answered, and why attempts failed, since both may repeat what was redacted, and rewrites the
 * file, so that nothing of it is left. False if a reader prevents that now.
 *
 * @param redaction the id of the last redaction: nothing is replaced twice because of it
 */
export function eraseAnswers(database: Database, redaction: string): boolean {
  const done = database.prepare<[], string>('SELECT redaction FROM erasure').pluck().get();
  if (done === redaction) return true;
  database
    .prepare(
      `UPDATE attempts SET answer = iif(answer = '', '', @text), failure = iif(failure IS NULL, NULL, @text)
       WHERE answer <> '' OR failure IS NOT NULL`,
    )
    .run({ text: REDACTED_TEXT });
  database.exec('VACUUM');
  if (database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0) return false;
  database.prepare('INSERT OR REPLACE INTO erasure VALUES (1, ?)').run(redaction);
  return true;
}
