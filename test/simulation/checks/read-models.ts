import Database from 'better-sqlite3';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { redactionOf } from '../../../src/event-log/redaction.js';
import { loadCheckpoint } from '../../../src/read-model/checkpoints.js';
import { ReadModel } from '../../../src/read-model/read-model.js';
import { dumpOf, TestReadModel } from '../../support/test-read-model.js';
import { sqliteCode } from '../../../src/event-log/sqlite/errors.js';
import { expectEqual } from './expect.js';

/** The rows of a read model that is built afresh from these events. */
export function rebuilt(events: readonly RecordedEvent[]): Record<string, string[]> {
  const model = new TestReadModel();
  try {
    model.handle(events);
    return model.dump();
  } finally {
    model.close();
  }
}

/** The rows are those that a rebuild up to the same event has, in every table. */
export function checkReadModel(name: string, readModel: ReadModel, events: readonly RecordedEvent[]): void {
  const position = readModel.checkpoint()?.position ?? '';
  const projected = events.filter((event) => event.position <= position);
  // It may have read before the redaction what is replaced now, or after it.
  if (events.some((event) => event.position > position && redactionOf(event))) return;
  expectEqual(`the last event of the read model of ${name}`, readModel.checkpoint()?.event, projected.at(-1)?.id);
  const expected = rebuilt(projected);
  for (const [table, rows] of Object.entries(dumpOf(readModel))) {
    const others = new Set(expected[table]);
    const own = new Set(rows);
    expectEqual(
      `the rows of ${table} at ${name} that a rebuild doesn't have, and those that only a rebuild has`,
      [rows.filter((row) => !others.has(row)), (expected[table] ?? []).filter((row) => !own.has(row))],
      [[], []],
    );
    expectEqual(`the number of rows of ${table} at ${name}`, rows.length, expected[table]?.length);
  }
}

/** Checks every read model that a crash has left on a disk: whatever its projection was doing, it is whole. */
export function checkCrashedReadModels(name: string, folder: string, events: readonly RecordedEvent[]): void {
  const files = readdirSync(folder).filter((file) => /^read-model-.*\.sqlite$/.test(file));
  for (const file of files) {
    const database = openIfWhole(join(folder, file));
    if (!database) continue;
    try {
      if (loadCheckpoint(database)) checkReadModel(`${name} after a crash`, new ReadModel(database), events);
    } finally {
      database.close();
    }
  }
}

/** Undefined for a file whose tables weren't made yet. */
function openIfWhole(file: string): Database.Database | undefined {
  if (!existsSync(file)) return undefined;
  const database = new Database(file);
  try {
    loadCheckpoint(database);
    return database;
  } catch (error) {
    database.close();
    if (sqliteCode(error) === undefined) throw error;
    return undefined;
  }
}
