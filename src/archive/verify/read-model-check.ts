import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { verifyCheckpoint } from '../../projections/checkpoint-verification.js';
import type { Projection } from '../../projections/projection.js';
import { ReadModelWriter } from '../../projections/read-model-writer.js';
import { type Checkpoint, ReadModelMismatchError } from '../../read-model/checkpoints.js';
import { rebuild } from '../../projections/rebuild.js';
import type { EventLog } from '../../event-log/event-log.js';
import { sqliteCode } from '../../event-log/sqlite/errors.js';
import { schemaDifferences } from '../../event-log/sqlite/schema-diff.js';
import type { Faults } from './faults.js';
import { compareTables } from './table-comparison.js';

export interface ReadModelExtent {
  /** The position of the last event that the read model has handled. */
  readonly position: string;
  /** The number of rows that were compared. */
  readonly rows: number;
}

export interface ReadModelCheckOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (events: number) => void;
  /** Called with the snapshot after the comparison, unless it belongs to another log. Runs further checks on it. */
  readonly andThen: (snapshot: ReadModelWriter, checkpoint: Checkpoint) => Promise<void>;
}

/**
 * Checks that a read model equals one that is rebuilt from the log up to the same event: both are compared row by row.
 * Works on a snapshot, so the read model may be in use. Snapshot and rebuilt read model are in a temporary folder inside
 * `folder` and take about twice the read model's size.
 * Resolves to undefined for a read model that has handled no event.
 */
export async function checkReadModel(
  file: string,
  folder: string,
  log: EventLog,
  projection: Projection,
  faults: Faults,
  options: ReadModelCheckOptions,
): Promise<ReadModelExtent | undefined> {
  const work = await mkdtemp(join(folder, 'verifying-'));
  const open: ReadModelWriter[] = [];
  try {
    const fresh = ReadModelWriter.open(join(work, 'fresh.sqlite'), projection);
    open.push(fresh);
    takeSnapshot(file, join(work, 'snapshot.sqlite'), fresh, faults);
    const snapshot = ReadModelWriter.open(join(work, 'snapshot.sqlite'), projection);
    open.push(snapshot);
    const checkpoint = snapshot.checkpoints.load();
    if (!checkpoint) return undefined;
    if (!(await belongsTo(log, snapshot, faults))) return { position: checkpoint.position, rows: 0 };
    const rows = await compare(snapshot, fresh, log, checkpoint, faults, options);
    await options.andThen(snapshot, checkpoint);
    return { position: checkpoint.position, rows };
  } finally {
    for (const readModel of open) readModel.close();
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * Copies the read model as of one checkpoint, and reports what SQLite's integrity check finds and how its schema differs
 * from a fresh one. This comes first, since opening a read model creates tables that are missing.
 */
function takeSnapshot(file: string, target: string, fresh: ReadModelWriter, faults: Faults): void {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const messages = database.prepare<[], string>('PRAGMA integrity_check').pluck().all();
    for (const message of messages) if (message !== 'ok') faults.add({ in: 'read-model', message });
    for (const message of schemaDifferences(database, fresh.database)) faults.add({ in: 'read-model', message });
    database.prepare('VACUUM INTO ?').run(target);
  } finally {
    database.close();
  }
}

async function belongsTo(log: EventLog, snapshot: ReadModelWriter, faults: Faults): Promise<boolean> {
  try {
    await verifyCheckpoint(snapshot, log);
    return true;
  } catch (error) {
    if (!(error instanceof ReadModelMismatchError)) throw error;
    faults.add({ in: 'read-model', message: error.message });
    return false;
  }
}

async function compare(
  snapshot: ReadModelWriter,
  fresh: ReadModelWriter,
  log: EventLog,
  checkpoint: Checkpoint,
  faults: Faults,
  { signal, onProgress }: ReadModelCheckOptions,
): Promise<number> {
  await rebuild(fresh, log, {
    through: checkpoint.position,
    signal,
    onProgress: ({ events }) => {
      onProgress(events);
    },
  });
  signal.throwIfAborted();
  for (const { stream, revision, error } of fresh.checkpoints.parked()) {
    faults.add({ in: 'read-model', stream, revision, message: `the event can't be projected: ${error}` });
  }
  checkFullTextIndexes(snapshot.database, faults);
  return compareTables(snapshot.database, fresh.database, faults, signal);
}

/** Checks that each full-text index matches its rows. */
function checkFullTextIndexes(database: Database.Database, faults: Faults): void {
  const tables = database
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%fts5%'`)
    .pluck()
    .all();
  for (const table of tables) {
    try {
      database.prepare(`INSERT INTO ${table} (${table}) VALUES ('integrity-check')`).run();
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
      faults.add({ in: 'read-model', table, message: `the full-text index doesn't match its rows: ${String(error)}` });
    }
  }
}
