import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase, { type Database, type Statement } from 'better-sqlite3';
import { ledgerProjection } from '../../src/ledger/ledger.projection.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { standard } from '../../src/verification/standard/standard-policy.js';

type Cells = readonly unknown[];

interface TableCopy {
  readonly count: number;
  readonly read: Statement<[number, number], Cells>;
  readonly insert: Statement;
}

/**
 * The yardstick of rebuilds: inserts a finished read model's rows into an empty one with the same tables and indexes,
 * in so many transactions, each with its share of every table, in the order in which the rows were written. Returns the
 * seconds that the inserts and commits took, without those of reading the rows.
 */
export function copyReadModel(finished: string, folder: string, transactions: number): number {
  const source = new SqliteDatabase(join(finished, readModelFileIn(finished)), { readonly: true });
  const model = ReadModelWriter.open(join(folder, 'read-model-bare.sqlite'), ledgerProjection(standard));
  const tables = tablesOf(source).map((table) => tableCopy(source, model.database, table));
  let seconds = 0;
  for (let step = 0; step < transactions; step += 1) {
    const shares = tables.map(({ count, read, insert }) => {
      const from = Math.floor((count * step) / transactions);
      return { insert, rows: read.all(Math.floor((count * (step + 1)) / transactions) - from, from) };
    });
    const started = performance.now();
    model.database.transaction(() => {
      for (const { insert, rows } of shares) for (const row of rows) insert.run(...row);
    })();
    seconds += (performance.now() - started) / 1_000;
  }
  model.close();
  source.close();
  return seconds;
}

function readModelFileIn(folder: string): string {
  const file = existsSync(folder) && readdirSync(folder).find((name) => /^read-model-.*\.sqlite$/.test(name));
  if (!file) throw new Error(`${folder} has no read model.`);
  return file;
}

/** Without the tables that full-text indexes maintain themselves: their rows are written with those of the index. */
function tablesOf(source: Database): string[] {
  const all = source
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .all();
  const indexes = all.filter(({ sql }) => /VIRTUAL TABLE/i.test(sql)).map(({ name }) => `${name}_`);
  return all.filter(({ name }) => !indexes.some((index) => name.startsWith(index))).map(({ name }) => name);
}

function tableCopy(source: Database, target: Database, table: string): TableCopy {
  const columns = source.prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${table}')`).all();
  const { sql } = source
    .prepare<[string], { sql: string }>('SELECT sql FROM sqlite_schema WHERE name = ?')
    .get(table) ?? { sql: '' };
  const isOrderedByRowid = !/WITHOUT ROWID/i.test(sql);
  // Tables without rowids are ordered by position, if they have one.
  const position = columns.some(({ name }) => name === 'position') ? 'position' : '1';
  const names = columns.map(({ name }) => `"${name}"`);
  if (isOrderedByRowid && /VIRTUAL/i.test(sql)) names.unshift('rowid');
  const list = names.join(', ');
  return {
    count: source.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0,
    read: source
      .prepare<[number, number], Cells>(
        `SELECT ${list} FROM ${table} ORDER BY ${isOrderedByRowid ? 'rowid' : position} LIMIT ? OFFSET ?`,
      )
      .raw(),
    insert: target.prepare(`INSERT INTO ${table} (${list}) VALUES (${names.map(() => '?').join(', ')})`),
  };
}
