import type { Database, Statement } from 'better-sqlite3';
import type { RedactionView } from '../event-log/redaction.js';

export { redactedMember, type RedactionView } from '../event-log/redaction.js';

/** A redaction that was made: its position and id, and the stream of the event that it is about. */
export interface MadeRedaction {
  readonly position: number;
  readonly redaction: string;
  readonly stream: string;
}

interface Row extends Omit<RedactionView, 'fields'> {
  /** JSON. */
  readonly fields: string;
}

/**
 * Reads what was redacted. Whatever the moment: what was replaced is replaced in what was known
 * before, too.
 */
export class RedactionQueries {
  private readonly lastRow: Statement<[], { readonly position: number | null }>;
  private readonly afterRows: Statement<[number], MadeRedaction>;
  private readonly one: Statement<[string]>;
  private readonly waitingRows: Statement<[], { readonly count: number }>;
  private readonly ofStreamRows: Statement<[string], Row>;
  private readonly ofEventRows: Statement<[string, number], Row>;

  constructor({ database }: { readonly database: Database }) {
    const select = `SELECT redaction, revision, fields, reason, authority, recordedAt AS redactedAt FROM redactions`;
    this.lastRow = database.prepare('SELECT max(position) AS position FROM redactions');
    this.afterRows = database.prepare(
      'SELECT position, redaction, stream FROM redactions WHERE position > ? ORDER BY position',
    );
    this.one = database.prepare('SELECT 1 FROM redactions WHERE redaction = ?');
    this.waitingRows = database.prepare('SELECT count(*) AS count FROM waiting_redactions');
    this.ofStreamRows = database.prepare(`${select} WHERE stream = ? ORDER BY position`);
    this.ofEventRows = database.prepare(`${select} WHERE stream = ? AND revision = ? ORDER BY position`);
  }

  /** The position of the last one; undefined if there is none. */
  last(): number | undefined {
    return this.lastRow.get()?.position ?? undefined;
  }

  /** Those after this position, in their order. */
  after(position: number): readonly MadeRedaction[] {
    return this.afterRows.all(position);
  }

  /** Whether this redaction is in the read model. */
  has(redaction: string): boolean {
    return this.one.get(redaction) !== undefined;
  }

  /** How many requests wait for approval. */
  countWaiting(): number {
    return this.waitingRows.get()?.count ?? 0;
  }

  /** Of all events of a stream, in the order in which they were made. */
  ofStream(stream: string): RedactionView[] {
    return this.ofStreamRows.all(stream).map(viewOf);
  }

  ofEvent(stream: string, revision: number): RedactionView[] {
    return this.ofEventRows.all(stream, revision).map(viewOf);
  }
}

const viewOf = ({ fields, ...row }: Row): RedactionView => ({ ...row, fields: JSON.parse(fields) as string[] });
