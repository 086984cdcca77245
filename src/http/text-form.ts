import { type CsvTable, headerLine, itemLines } from './csv-table.js';

export const CSV_TYPE = 'text/csv';
export const NDJSON_TYPE = 'application/x-ndjson';
export const MARKDOWN_TYPE = 'text/markdown';

/** A list as one text, which is streamed whole. */
export interface TextForm<Item> {
  /** What the parameter `format` calls it. */
  readonly format: string;
  /** The media type, as `Accept` names it. */
  readonly type: string;
  /** The header `Content-Type`. */
  readonly contentType: string;
  /** The name of the file, if it is to be saved. */
  readonly file?: string;
  /** What comes before the items. */
  readonly head: () => string;
  readonly items: (items: readonly Item[]) => string;
  /** What comes after this number of items. */
  readonly foot?: (count: number) => string;
}

export const csvForm = <Item>(table: CsvTable<Item>): TextForm<Item> => ({
  format: 'csv',
  type: CSV_TYPE,
  contentType: `${CSV_TYPE}; charset=utf-8; header=present`,
  file: `${table.name}.csv`,
  head: () => headerLine(table),
  items: (items) => itemLines(table, items),
});

/** Each item as JSON on a line. */
export const ndjsonForm = <Item>(): TextForm<Item> => ({
  format: 'ndjson',
  type: NDJSON_TYPE,
  contentType: NDJSON_TYPE,
  head: () => '',
  items: (items) => items.map((item) => `${JSON.stringify(item)}\n`).join(''),
});

export const markdownForm = <Item>(parts: Pick<TextForm<Item>, 'head' | 'items' | 'foot'>): TextForm<Item> => ({
  format: 'markdown',
  type: MARKDOWN_TYPE,
  contentType: `${MARKDOWN_TYPE}; charset=utf-8`,
  ...parts,
});
