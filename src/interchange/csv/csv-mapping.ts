import { foldText } from '../../lib/fold-text.js';
import { type Cells, CLAIM_COLUMNS, type Column, COLUMNS, findColumn } from './csv-columns.js';
import { CsvFileError } from './csv-errors.js';

/** How a newsroom's spreadsheet differs from the template. */
export interface CsvMapping {
  /** The template's column for each of the file's. */
  readonly columns?: Readonly<Record<string, string>>;
  /** By column of the template: the template's word for each of the file's. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By column of the template: what an empty cell means. */
  readonly defaults?: Readonly<Record<string, string>>;
}

const SECTIONS = ['columns', 'words', 'defaults'];

/** Throws a `CsvFileError` unless it is a mapping in JSON. */
export function parseMapping(text: string): CsvMapping {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CsvFileError(`It is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (!isObject(value)) throw new CsvFileError(`It must be a JSON object with ${SECTIONS.join(', ')}.`);
  for (const [section, members] of Object.entries(value)) {
    if (!SECTIONS.includes(section)) throw new CsvFileError(`"${section}" must be one of: ${SECTIONS.join(', ')}.`);
    if (!isObject(members)) throw new CsvFileError(`"${section}" must be an object.`);
    for (const [name, member] of Object.entries(members)) checkMember(section, name, member);
  }
  return value;
}

function checkMember(section: string, name: string, member: unknown): void {
  if (section === 'words') {
    if (!isObject(member)) throw new CsvFileError(`"words": "${name}" must be an object.`);
    if (!Object.values(member).every(isText)) throw new CsvFileError(`"words": the words of "${name}" must be text.`);
    requireColumn(name, section);
  } else {
    if (!isText(member)) throw new CsvFileError(`"${section}": "${name}" must be text.`);
    requireColumn(section === 'columns' ? member : name, section);
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function requireColumn(name: string, section: string): void {
  if (findColumn(name)) return;
  throw new CsvFileError(`"${section}" names the column "${name}". The template has: ${COLUMNS.join(', ')}.`);
}

/** Reads the cells of one file's rows under the template's names. */
export class RowReader {
  /** Columns of the file that are not in the template, and not mapped. */
  readonly unused: readonly string[];
  private readonly columns: readonly (Column | undefined)[];
  private readonly words: ReadonlyMap<string, string>;
  private readonly defaults: ReadonlyMap<Column, string>;

  /** Throws a `CsvFileError` if the header can't be used. */
  constructor(
    private readonly header: readonly string[],
    { columns = {}, words = {}, defaults = {} }: CsvMapping = {},
  ) {
    const mapped = new Map(Object.entries(columns).map(([own, name]) => [foldText(own), findColumn(name)]));
    const isMapped = new Set(mapped.values());
    // A mapped column replaces one that has the name of the template's column.
    this.columns = header.map((name) => mapped.get(foldText(name)) ?? unlessMapped(findColumn(name), isMapped));
    this.unused = header.filter((name, index) => name !== '' && this.columns[index] === undefined);
    this.words = new Map(
      Object.entries(words).flatMap(([column, pairs]) =>
        Object.entries(pairs).map(([own, word]) => [wordKey(findColumn(column), own), word] as const),
      ),
    );
    this.defaults = new Map(Object.entries(defaults).map(([name, text]) => [findColumn(name) as Column, text]));
    this.assertUsable([...mapped.keys()]);
  }

  /** The filled cells, defaults included; undefined for an empty row. */
  read(row: readonly string[]): Cells | undefined {
    const cells = new Map<Column, string>();
    this.columns.forEach((column, index) => {
      const text = row[index]?.trim() ?? '';
      if (column !== undefined && text !== '') cells.set(column, this.words.get(wordKey(column, text)) ?? text);
    });
    if (cells.size === 0) return undefined;
    for (const [column, text] of this.defaults) {
      const isOfEntry = !CLAIM_COLUMNS.includes(column) && column !== 'what happened';
      if (!cells.has(column) && !(isOfEntry && !cells.has('what happened'))) cells.set(column, text);
    }
    return Object.fromEntries(cells);
  }

  /** The file's name for a column of the template. */
  nameOf(column: Column): string {
    return this.header[this.columns.indexOf(column)] ?? column;
  }

  private assertUsable(mapped: readonly string[]): void {
    const names = this.header.map(foldText);
    const missing = mapped.find((name) => !names.includes(name));
    if (missing !== undefined)
      throw new CsvFileError(`The mapping names the column "${missing}", which the file lacks.`);
    const twice = this.columns.find((column, index) => column !== undefined && this.columns.indexOf(column) !== index);
    if (twice !== undefined) throw new CsvFileError(`Two columns of the file stand for "${twice}".`);
    if (this.columns.includes('claim') || this.columns.includes('claim id')) return;
    throw new CsvFileError(
      `The first row must name the columns, "claim" or "claim id" among them. It has: ${this.header.join(', ')}. ` +
        'Use the template (claim-ledger import --csv-template), or map your columns with --map FILE.',
    );
  }
}

const unlessMapped = (column: Column | undefined, mapped: ReadonlySet<Column | undefined>): Column | undefined =>
  mapped.has(column) ? undefined : column;

const wordKey = (column: Column | undefined, text: string): string => `${column ?? ''}\n${foldText(text)}`;
