import type { EventRow } from '../../src/event-log/sqlite/rows.js';
import { readEventRows } from './bare-log.js';

/** Supplies the rows of a log in order; when all are taken, supplies them again under other stream names. */
export class RowSupply {
  private readonly rows: readonly EventRow[];
  private taken = 0;

  constructor(path: string) {
    this.rows = readEventRows(path, -1);
  }

  take(count: number): EventRow[] {
    return Array.from({ length: count }, () => {
      const row = this.rows[this.taken % this.rows.length] as EventRow;
      const pass = Math.floor(this.taken / this.rows.length);
      this.taken += 1;
      return pass === 0 ? row : { ...row, stream: `${row.stream}/lap-${pass}` };
    });
  }
}
