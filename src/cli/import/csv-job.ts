import type { CellError } from '../../interchange/csv/csv-errors.js';
import type { MappedTable } from '../../interchange/csv/map-table.js';
import { type JobProblem, NOTHING_RECORDED } from './import-job.js';
import { MappedJob, type SentCommand } from './mapped-job.js';

/** Sends the rows of a spreadsheet as commands, and names rows and columns in what the ledger answers. */
export class CsvJob extends MappedJob {
  private constructor(
    name: string,
    private readonly table: MappedTable,
    private readonly rows: number,
    readonly total: number,
    private readonly errors: readonly CellError[],
  ) {
    super(
      name,
      errors.map(({ row }) => row),
    );
  }

  /** Maps every row once, so that what is wrong with them is known before anything is sent. */
  static async of(name: string, table: MappedTable): Promise<CsvJob> {
    const errors: CellError[] = [];
    let rows = 0;
    let lines = 0;
    for await (const mapped of table.rows()) {
      rows += 1;
      if ('error' in mapped) errors.push(mapped.error);
      else lines += mapped.lines.length;
    }
    return new CsvJob(name, table, rows, lines, errors);
  }

  get problems(): JobProblem[] {
    return this.errors.map(({ row, column, message }) => ({
      message: this.message(row, column, message),
      json: { row, ...(column !== undefined && { column }), message },
    }));
  }

  describe(lines: number): string {
    const rows = this.rows === 1 ? '1 row' : `${this.rows} rows`;
    const rejected = this.rejectedParts.size === 0 ? '' : ` (${this.rejectedParts.size} with errors)`;
    return `${rows}${rejected}, ${lines === 1 ? '1 command' : `${lines} commands`}`;
  }

  emptiness(): string | undefined {
    return this.rows === 0 ? `${this.name} has only its header row: ${NOTHING_RECORDED}` : undefined;
  }

  protected async *commands(): AsyncGenerator<SentCommand> {
    for await (const mapped of this.table.rows()) {
      if ('error' in mapped) continue;
      for (const { command, columnOf } of mapped.lines) {
        const sourceOf = (pointer: string): string | undefined => {
          const column = columnOf(pointer);
          return column && this.table.nameOf(column);
        };
        yield { command, part: mapped.row, sourceOf };
      }
    }
  }

  protected partJson(row: number): object {
    return { row };
  }

  protected locate(row: number, column: string | undefined): string {
    return column === undefined ? `row ${row}` : `row ${row}, column "${column}"`;
  }
}
