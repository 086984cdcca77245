import { CellRejection } from './cell-values.js';
import { type CellError, CsvFileError } from './csv-errors.js';
import { type CsvMapping, RowReader } from './csv-mapping.js';
import type { CsvTable } from './csv-table.js';
import type { Directory } from '../directory.js';
import type { MappedLine } from './line-columns.js';
import { RowMapper } from './row-mapper.js';

const MAX_ROWS = 100_000;
const FIRST_ROW = 2;

/** What a row comes to: lines to import, or the reason why it can't be used. */
export type MappedRow =
  { readonly row: number; readonly lines: readonly MappedLine[] } | { readonly row: number; readonly error: CellError };

/** A spreadsheet whose columns are known. */
export class MappedTable {
  private readonly reader: RowReader;

  /** Throws a `CsvFileError` if the spreadsheet can't be used as a whole. */
  constructor(
    private readonly table: CsvTable,
    private readonly directory: Directory,
    mapping?: CsvMapping,
  ) {
    this.reader = new RowReader(table.header, mapping);
    if (table.rows.length <= MAX_ROWS) return;
    throw new CsvFileError(`A spreadsheet may have at most ${MAX_ROWS} rows. It has ${table.rows.length}. Split it.`);
  }

  /** Columns that are not imported. */
  get unusedColumns(): readonly string[] {
    return this.reader.unused;
  }

  /** The file's name for a column. */
  nameOf(column: Parameters<RowReader['nameOf']>[0]): string {
    return this.reader.nameOf(column);
  }

  /** The rows with text, in order. The same each time, as long as the ledger finds the same names. */
  async *rows(): AsyncGenerator<MappedRow> {
    const mapper = new RowMapper(this.directory);
    for (const [index, texts] of this.table.rows.entries()) {
      const cells = this.reader.read(texts);
      if (!cells) continue;
      const row = index + FIRST_ROW;
      try {
        yield { row, lines: await mapper.map(row, cells) };
      } catch (error) {
        if (!(error instanceof CellRejection)) throw error;
        yield { row, error: { row, column: this.reader.nameOf(error.column), message: error.message } };
      }
    }
  }
}
