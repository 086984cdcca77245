import type { EventRow } from '../../src/event-log/sqlite/rows.js';
import { rowsOf } from './bare-log.js';

/** The rows of a log in its order; when all are taken, once more under other streams. */
export class RowSupply {
  private readonly rows: readonly EventRow[];
  private taken = 0;

  constructor(path: string) {
    this.rows = rowsOf(path, -1);
  }

  take(count: number): EventRow[] {
    return Array.from({ length: count }, () => {
      const row = this.rows[this.taken % this.rows.length] as EventRow;
      const lap = Math.floor(this.taken / this.rows.length);
      this.taken += 1;
      return lap === 0 ? row : { ...row, stream: `${row.stream}/lap-${lap}` };
    });
  }
}
