import type { CellError } from '../../interchange/csv/csv-errors.js';
import type { MappedTable } from '../../interchange/csv/map-table.js';
import type { MappedLine } from '../../interchange/csv/line-columns.js';
import { sanitize } from '../terminal/text-layout.js';
import { type ImportJob, type JobProblem, NOTHING_RECORDED } from './import-job.js';
import type { Rejection } from './import-request.js';

interface Origin extends Pick<MappedLine, 'columnOf'> {
  readonly row: number;
}

/** Sends the rows of a spreadsheet as commands, and names rows and columns in what the ledger answers. */
export class CsvJob implements ImportJob {
  readonly canSkipLines = false;
  private readonly origins: Origin[] = [];
  private readonly rejectedRows: Set<number>;

  private constructor(
    readonly name: string,
    private readonly table: MappedTable,
    private readonly rows: number,
    readonly total: number,
    private readonly errors: readonly CellError[],
  ) {
    this.rejectedRows = new Set(errors.map(({ row }) => row));
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

  async *lines(): AsyncGenerator<Uint8Array> {
    for await (const mapped of this.table.rows()) {
      if ('error' in mapped) continue;
      for (const { command, columnOf } of mapped.lines) {
        this.origins.push({ row: mapped.row, columnOf });
        yield Buffer.from(`${JSON.stringify(command)}\n`);
      }
    }
  }

  unitsUpTo(line: number): number {
    return line;
  }

  /**
   * `FILE: row 7, column "who said it": message`. Empty if a command of the row only lacks what another one of the row
   * would have registered, and that was rejected.
   */
  rejections({ line, problem }: Rejection): string[] {
    const origin = this.origins[line - 1];
    if (!origin) return [`${this.name}: ${problem.detail}`];
    const { title, detail, status, errors = [] } = problem;
    const isUnknown = errors.length === 0 ? status === 404 : errors.every(({ code }) => code.startsWith('unknown-'));
    if (isUnknown && this.rejectedRows.has(origin.row)) return [];
    this.rejectedRows.add(origin.row);
    if (errors.length === 0) return [this.message(origin.row, this.nameOf(origin, ''), `${title}: ${detail}`)];
    return errors.map(({ pointer, message }) => this.message(origin.row, this.nameOf(origin, pointer), message));
  }

  origin(line: number): object {
    const row = this.origins[line - 1]?.row;
    return row === undefined ? {} : { row };
  }

  describe(lines: number): string {
    const rows = this.rows === 1 ? '1 row' : `${this.rows} rows`;
    const rejected = this.rejectedRows.size === 0 ? '' : ` (${this.rejectedRows.size} with errors)`;
    return `${rows}${rejected}, ${lines === 1 ? '1 command' : `${lines} commands`}`;
  }

  emptiness(): string | undefined {
    return this.rows === 0 ? `${this.name} has only its header row: ${NOTHING_RECORDED}` : undefined;
  }

  private nameOf({ columnOf }: Origin, pointer: string): string | undefined {
    const column = columnOf(pointer);
    return column && this.table.nameOf(column);
  }

  private message(row: number, column: string | undefined, message: string): string {
    const where = column === undefined ? `row ${row}` : `row ${row}, column "${column}"`;
    return `${this.name}: ${sanitize(`${where}: ${message}`)}`;
  }
}
