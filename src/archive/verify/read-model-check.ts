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
  /** Of the last event that it holds. */
  readonly position: string;
  /** Rows compared. */
  readonly rows: number;
}

export interface ReadModelCheckOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (events: number) => void;
  /** Told of the snapshot, when it was found to belong to the log: for what else is to be checked in it. */
  readonly andThen: (snapshot: ReadModelWriter, checkpoint: Checkpoint) => Promise<void>;
}

/**
 * Checks that a read model in use is what a fresh one would be, made of the log up to the same event: both are compared
 * row by row, in a folder of its own beside, which takes about twice the read model's size. Undefined for a read model
 * that holds nothing yet.
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
    snapshotOf(file, join(work, 'snapshot.sqlite'), fresh, faults);
    const snapshot = ReadModelWriter.open(join(work, 'snapshot.sqlite'), projection);
    open.push(snapshot);
    const checkpoint = snapshot.checkpoints.load();
    if (!checkpoint) return undefined;
    const belongs = await whetherItBelongs(snapshot, log, faults);
    if (!belongs) return { position: checkpoint.position, rows: 0 };
    const rows = await compare(snapshot, fresh, log, checkpoint, faults, options);
    await options.andThen(snapshot, checkpoint);
    return { position: checkpoint.position, rows };
  } finally {
    for (const readModel of open) readModel.close();
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * As of one checkpoint; and what SQLite finds wrong with the file, and what is in its schema that a fresh one lacks, or
 * the other way round: opening it would make what is missing.
 */
function snapshotOf(file: string, target: string, fresh: ReadModelWriter, faults: Faults): void {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const found = database.prepare<[], string>('PRAGMA integrity_check').pluck().all();
    for (const message of found) if (message !== 'ok') faults.add({ in: 'read-model', message });
    for (const message of schemaDifferences(database, fresh.database)) faults.add({ in: 'read-model', message });
    database.prepare('VACUUM INTO ?').run(target);
  } finally {
    database.close();
  }
}

async function whetherItBelongs(snapshot: ReadModelWriter, log: EventLog, faults: Faults): Promise<boolean> {
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
    faults.add({ in: 'read-model', stream, revision, message: `it can't be digested: ${error}` });
  }
  checkSearch(snapshot.database, faults);
  return compareTables(snapshot.database, fresh.database, faults, signal);
}

/** Whether each full-text index says what its rows do. */
function checkSearch(database: Database.Database, faults: Faults): void {
  const tables = database
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%fts5%'`)
    .pluck()
    .all();
  for (const table of tables) {
    try {
      database.prepare(`INSERT INTO ${table} (${table}) VALUES ('integrity-check')`).run();
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
      faults.add({ in: 'read-model', table, message: `its index does not fit its rows: ${String(error)}` });
    }
  }
}
