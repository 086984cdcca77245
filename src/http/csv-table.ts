import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | boolean | readonly string[] | undefined;

/** A list as a table: the same columns for every item, whatever the item has. */
export interface CsvTable<Item> {
  /** The name of the file, without its ending. */
  readonly name: string;
  /** By the name of the column. Items of a list are separated by `; `. */
  readonly columns: Readonly<Record<string, (item: Item) => Cell>>;
}

export const headerLine = <Item>({ columns }: CsvTable<Item>): string => csvLines([Object.keys(columns)]);

export const itemLines = <Item>({ columns }: CsvTable<Item>, items: readonly Item[]): string =>
  csvLines(items.map((item) => Object.values(columns).map((cellOf) => cellOf(item))));

/**
 * Lines by RFC 4180. Texts that a spreadsheet would run as a formula, as they begin with `=`, `+`, `-` or `@`, get an
 * apostrophe in front.
 */
const csvLines = (rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'object' ? cell.join('; ') : cell))),
    { record_delimiter: '\r\n', escape_formulas: true, quoted_match: /[\r\n]/, cast: { boolean: String } },
  );
