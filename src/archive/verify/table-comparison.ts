import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { Faults } from './faults.js';

/** What stands in a read model besides what follows from the log: whether it was ever complete, and clock times. */
const LEFT_OUT: Readonly<Record<string, readonly string[] | 'all'>> = { completion: 'all', parked_streams: ['since'] };

/** After so many rows others get their turn. */
const TURN = 5_000;

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns by which a row is found. */
  readonly key: readonly string[];
}

type Row = readonly unknown[];

/**
 * Compares two read models table by table and row by row, and tells the first row of each table that differs. Answers
 * how many rows there were in `live`, as far as they were read.
 */
export async function compareTables(
  live: Database,
  fresh: Database,
  faults: Faults,
  signal: AbortSignal,
): Promise<number> {
  const [lives, freshes] = [tablesOf(live), tablesOf(fresh)];
  const names = new Set([...lives.keys(), ...freshes.keys()]);
  let rows = 0;
  for (const name of [...names].sort()) {
    const [one, other] = [lives.get(name), freshes.get(name)];
    if (!one || !other || one.columns.join() !== other.columns.join()) {
      faults.add({ in: 'read-model', table: name, message: 'it is not there, or has other columns than it must have' });
      continue;
    }
    rows += await compareTable(one, live, fresh, faults, signal);
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
  const [there, expected] = [live, fresh].map((database) => database.prepare<[], Row>(query).raw().iterate()) as [
    IterableIterator<Row>,
    IterableIterator<Row>,
  ];
  let rows = 0;
  try {
    for (;;) {
      const [one, other] = [there.next(), expected.next()];
      if (one.done && other.done) return rows;
      const difference = differenceOf(table, one.done ? undefined : one.value, other.done ? undefined : other.value);
      if (difference) {
        faults.add({ in: 'read-model', table: table.name, ...difference });
        return rows;
      }
      rows += 1;
      if (rows % TURN > 0) continue;
      await nextTurn();
      signal.throwIfAborted();
    }
  } finally {
    there.return?.();
    expected.return?.();
  }
}

/** Undefined if the rows are the same. */
function differenceOf(
  table: Table,
  one: Row | undefined,
  other: Row | undefined,
): { readonly key: string; readonly message: string } | undefined {
  if (one && other && one.every((value, index) => value === other[index])) return undefined;
  const order = one && other ? compareKeys(keyOf(table, one), keyOf(table, other)) : one ? -1 : 1;
  if (order < 0) return { key: shown(table, one), message: 'this row does not follow from the log' };
  if (order > 0) return { key: shown(table, other), message: 'this row is missing' };
  const column = table.columns.findIndex((_name, index) => one?.[index] !== other?.[index]);
  const [is, must] = [one?.[column], other?.[column]].map((value) => cut(JSON.stringify(value)));
  return { key: shown(table, one), message: `${table.columns[column]} is ${is}, and from the log follows ${must}` };
}

const keyOf = ({ columns, key }: Table, row: Row): Row => key.map((name) => row[columns.indexOf(name)]);

function compareKeys(one: Row, other: Row): number {
  for (const [index, value] of one.entries()) {
    const against = other[index];
    if (value === against) continue;
    return (value as string | number) < (against as string | number) ? -1 : 1;
  }
  return 0;
}

const shown = (table: Table, row: Row | undefined): string =>
  row === undefined
    ? ''
    : keyOf(table, row)
        .map((value, index) => `${table.key[index]}=${String(value)}`)
        .join(' ');

const cut = (text: string | undefined): string =>
  text !== undefined && text.length > 200 ? `${text.slice(0, 200)}…` : String(text);

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function tablesOf(database: Database): Map<string, Table> {
  const all = database
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all();
  const virtual = all.filter(({ sql }) => /^CREATE VIRTUAL/i.test(sql)).map(({ name }) => name);
  // What a full-text index keeps of its own depends on the order in which it was written.
  const isShadow = (name: string) => virtual.some((table) => name.startsWith(`${table}_`));
  const kept = all.filter(({ name }) => LEFT_OUT[name] !== 'all' && !isShadow(name));
  return new Map(kept.map(({ name }) => [name, tableOf(database, name, virtual.includes(name))]));
}

function tableOf(database: Database, name: string, isVirtual: boolean): Table {
  const info = database
    .prepare<[string], { name: string; pk: number }>('SELECT name, pk FROM pragma_table_info(?)')
    .all(name);
  const columns = info.map((column) => column.name).filter((column) => !LEFT_OUT[name]?.includes(column));
  if (isVirtual) return { name, columns: ['rowid', ...columns], key: ['rowid'] };
  const key = info
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map((column) => column.name);
  return { name, columns, key: key.length > 0 ? key : columns };
}
