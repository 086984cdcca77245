import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { generateWorkload } from '../../bench/workloads/generate-workload.js';
import { BareLog, readEventRows } from '../../bench/ledgers/bare-log.js';
import { copyReadModel } from '../../bench/ledgers/bare-read-model.js';
import { generateLedger } from '../../bench/ledgers/generate-ledger.js';
import { ledgerProjection } from '../../src/ledger/ledger.projection.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { rebuild } from '../../src/projections/rebuild.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { standard } from '../../src/verification/standard/standard-policy.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const EVENTS = 400;

/** A yardstick must do the same work: one that does less would make the ledger's figures look worse. */
describe('yardsticks', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  it('of appends leaves the same rows as the log', async () => {
    const made = join(await generateLedger(EVENTS, 1, folder.path), 'log.sqlite');
    const rows = readEventRows(made, -1);
    const bare = await BareLog.create(join(folder.path, 'bare.sqlite'));
    bare.insertOneByOne(rows.slice(0, 100));
    bare.insertInTransactions(rows.slice(100), 64);
    bare.close();
    expect(rows).toHaveLength(EVENTS);
    expect(readEventRows(join(folder.path, 'bare.sqlite'), -1)).toEqual(rows);
  });

  it('of rebuilds leaves the same read model as a rebuild from the log', async () => {
    const made = await generateLedger(EVENTS, 1, folder.path);
    const log = SqliteEventLog.openReadOnly(join(made, 'log.sqlite'));
    const readModel = ReadModelWriter.open(join(made, 'read-model-made.sqlite'), ledgerProjection(standard));
    await rebuild(readModel, log);
    await log.close();

    const copied = join(folder.path, 'copied');
    mkdirSync(copied);
    expect(copyReadModel(made, copied, 7)).toBeGreaterThan(0);
    const copy = ReadModelWriter.open(join(copied, 'read-model-bare.sqlite'), ledgerProjection(standard));
    expect(contentOf(copy.database)).toEqual(contentOf(readModel.database));
    expect(found(copy.database)).toEqual(found(readModel.database));
    expect(found(copy.database).length).toBeGreaterThan(0);
    copy.close();
    readModel.close();
  });

  it('use a ledger with one event for each generated line, recorded at the time of the line', async () => {
    const rows = readEventRows(join(await generateLedger(EVENTS, 1, folder.path), 'log.sqlite'), -1);
    const lines = generateWorkload(1);
    for (const { type, metadata } of rows) {
      const { at, line } = lines.next().value;
      const { recordedAt } = JSON.parse(metadata) as { recordedAt: string };
      expect([type, recordedAt]).toEqual([line.type, new Date(at).toISOString()]);
    }
  });
});

/** Every row of every table and of every index for full text. */
function contentOf(database: Database): Record<string, unknown[]> {
  const tables = database
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%_config%' ORDER BY name`,
    )
    .pluck()
    .all()
    .filter((name) => !/_(data|idx|docsize|config|content)$/.test(name));
  return Object.fromEntries(
    tables.map((table) => {
      const rows = database.prepare<[], object>(`SELECT * FROM ${table}`).all();
      return [table, rows.map((row) => JSON.stringify(row)).sort()];
    }),
  );
}

const found = (database: Database): unknown[] =>
  database.prepare(`SELECT rowid FROM claim_search WHERE claim_search MATCH 'summit' ORDER BY rowid`).all();
