import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { Faults } from './faults.js';

/** What doesn't follow from the log: whether the read model was ever complete, and times of the clock. */
const EXCLUDED_COLUMNS: Readonly<Record<string, readonly string[] | 'all'>> = {
  completion: 'all',
  parked_streams: ['since'],
};

/** How many rows are compared before the event loop gets a turn. */
const ROWS_PER_TURN = 5_000;

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** The columns of the primary key; of a table without one, all columns. */
  readonly key: readonly string[];
}

type Row = readonly unknown[];

/**
 * Compares two read models table by table and row by row, and reports the first difference in each table.
 * Returns how many rows were found equal.
 *
 * @param live the read model to check
 * @param fresh the read model rebuilt from the log
 */
export async function compareTables(
  live: Database,
  fresh: Database,
  faults: Faults,
  signal: AbortSignal,
): Promise<number> {
  const [liveTables, freshTables] = [tablesOf(live), tablesOf(fresh)];
  const names = new Set([...liveTables.keys(), ...freshTables.keys()]);
  let rows = 0;
  for (const name of [...names].sort()) {
    const [table, expected] = [liveTables.get(name), freshTables.get(name)];
    if (!table || !expected || table.columns.join() !== expected.columns.join()) {
      const message = !table
        ? 'the table is missing'
        : !expected
          ? 'the table is unexpected'
          : 'the columns are not the expected ones';
      faults.add({ in: 'read-model', table: name, message });
      continue;
    }
    rows += await compareTable(table, live, fresh, faults, signal);
  }
  return rows;
}

async function compareTable(
  table: Table,
  live: Database,
  fresh: Database,
  faults: Faults,
  signal: AbortSignal,
): Promise<number> {
  const query = `SELECT ${table.columns.map(quoted).join()} FROM ${quoted(table.name)} ORDER BY ${table.key.map(quoted).join()}`;
  const [liveRows, freshRows] = [live, fresh].map((database) => database.prepare<[], Row>(query).raw().iterate()) as [
    IterableIterator<Row>,
    IterableIterator<Row>,
  ];
  let rows = 0;
  try {
    for (;;) {
      const [found, expected] = [liveRows.next(), freshRows.next()];
      if (found.done && expected.done) return rows;
      const difference = differenceOf(
        table,
        found.done ? undefined : found.value,
        expected.done ? undefined : expected.value,
      );
      if (difference) {
        faults.add({ in: 'read-model', table: table.name, ...difference });
        return rows;
      }
      rows += 1;
      if (rows % ROWS_PER_TURN > 0) continue;
      await nextTurn();
      signal.throwIfAborted();
    }
  } finally {
    liveRows.return?.();
    freshRows.return?.();
  }
}

/** Undefined if the rows are the same. */
function differenceOf(
  table: Table,
  found: Row | undefined,
  expected: Row | undefined,
): { readonly key: string; readonly message: string } | undefined {
  if (found && expected && found.every((value, index) => value === expected[index])) return undefined;
  const order = found && expected ? compareKeys(keyOf(table, found), keyOf(table, expected)) : found ? -1 : 1;
  if (order < 0) return { key: formatKey(table, found), message: 'the row does not follow from the log' };
  if (order > 0) return { key: formatKey(table, expected), message: 'the row is missing' };
  const column = table.columns.findIndex((_name, index) => found?.[index] !== expected?.[index]);
  const [is, must] = [found?.[column], expected?.[column]].map((value) => truncate(JSON.stringify(value)));
  return { key: formatKey(table, found), message: `${table.columns[column]} is ${is}; expected ${must}` };
}

const keyOf = ({ columns, key }: Table, row: Row): Row => key.map((name) => row[columns.indexOf(name)]);

function compareKeys(a: Row, b: Row): number {
  for (const [index, value] of a.entries()) {
    const other = b[index];
    if (value === other) continue;
    return (value as string | number) < (other as string | number) ? -1 : 1;
  }
  return 0;
}

const formatKey = (table: Table, row: Row | undefined): string =>
  row === undefined
    ? ''
    : keyOf(table, row)
        .map((value, index) => `${table.key[index]}=${String(value)}`)
        .join(' ');

const truncate = (text: string | undefined): string =>
  text !== undefined && text.length > 200 ? `${text.slice(0, 200)}…` : String(text);

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function tablesOf(database: Database): Map<string, Table> {
  const all = database
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all();
  const virtual = all.filter(({ sql }) => /^CREATE VIRTUAL/i.test(sql)).map(({ name }) => name);
  // The shadow tables of a full-text index depend on the order in which it was written.
  const isShadow = (name: string) => virtual.some((table) => name.startsWith(`${table}_`));
  const compared = all.filter(({ name }) => EXCLUDED_COLUMNS[name] !== 'all' && !isShadow(name));
  return new Map(compared.map(({ name }) => [name, tableOf(database, name, virtual.includes(name))]));
}

function tableOf(database: Database, name: string, isVirtual: boolean): Table {
  const info = database
    .prepare<[string], { name: string; pk: number }>('SELECT name, pk FROM pragma_table_info(?)')
    .all(name);
  const columns = info.map((column) => column.name).filter((column) => !EXCLUDED_COLUMNS[name]?.includes(column));
  if (isVirtual) return { name, columns: ['rowid', ...columns], key: ['rowid'] };
  const key = info
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map((column) => column.name);
  return { name, columns, key: key.length > 0 ? key : columns };
}
