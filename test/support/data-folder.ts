import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ACCESS_STREAM } from '../../src/access/access.events.js';
import type { Upcast } from '../../src/archive/verify/event-check.js';
import { Faults } from '../../src/archive/verify/faults.js';
import { checkLogFile } from '../../src/archive/verify/log-file-check.js';
import { checkReadModel } from '../../src/archive/verify/read-model-check.js';
import { checkStates } from '../../src/archive/verify/state-check.js';
import { checkStoredLog } from '../../src/archive/verify/stored-log-check.js';
import { ledgerProjection } from '../../src/ledger/ledger.projection.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { rebuild } from '../../src/projections/rebuild.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { SqliteLogInspector } from '../../src/event-log/sqlite/log-file-inspector.js';
import { upcastBy } from '../../src/event-log/upcasting-event-log.js';
import { standard } from '../../src/verification/standard/standard-policy.js';
import type { PlannedEvents } from '../archive/support.js';
import { temporaryFolder } from './temporary-folder.js';

const projection = ledgerProjection(standard);
const folders: ReturnType<typeof temporaryFolder>[] = [];

/** The principal who recorded all events; appended last, so that the events of a test keep their positions. */
const READER: PlannedEvents[number] = {
  stream: ACCESS_STREAM,
  event: {
    id: 'ffffffff-0000-4000-8000-000000000000',
    type: 'PrincipalRegistered',
    data: { principal: 'reader', name: 'Reader' },
    metadata: {
      schemaVersion: 1,
      recordedAt: '2024-01-01T00:00:00.000Z',
      recordedBy: 'reader',
      correlationId: 'reader',
      causationId: 'reader',
    },
  },
};

/** A temporary folder with a log and its read model, whose files can be tampered with. */
export class TestDataFolder {
  private constructor(readonly path: string) {}

  static async withEvents(plan: PlannedEvents, steps: readonly number[] = [1]): Promise<TestDataFolder> {
    const folder = TestDataFolder.empty();
    let n = 0;
    const log = SqliteEventLog.open(folder.log, { positionStep: () => steps[n++ % steps.length] ?? 1 });
    await Promise.all([...plan, READER].map(({ stream, event }) => log.append(stream, 'any', [event])));
    await log.close();
    await folder.rebuildReadModel();
    return folder;
  }

  static empty(): TestDataFolder {
    const folder = temporaryFolder();
    folders.push(folder);
    return new TestDataFolder(folder.path);
  }

  get log(): string {
    return join(this.path, 'log.sqlite');
  }

  get readModel(): string {
    return join(this.path, 'read-model.sqlite');
  }

  async rebuildReadModel(): Promise<void> {
    for (const suffix of ['', '-wal', '-shm']) rmSync(this.readModel + suffix, { force: true });
    const readModel = ReadModelWriter.open(this.readModel, projection);
    const log = SqliteEventLog.openReadOnly(this.log);
    await rebuild(readModel, log);
    readModel.close();
    await log.close();
  }

  /** Changes a file by SQL, without any checks. */
  tamper(file: 'log' | 'readModel', sql: string): void {
    const database = new Database(this[file]);
    database.unsafeMode();
    database.exec(sql);
    database.close();
  }

  /** Returns the first value of a query. */
  queryValue(file: 'log' | 'readModel', sql: string): unknown {
    const database = new Database(this[file], { readonly: true });
    try {
      return database.prepare<[]>(sql).pluck().get();
    } finally {
      database.close();
    }
  }

  async logFaults(upcast: Upcast = upcastBy([])): Promise<Faults> {
    const faults = new Faults();
    const file = SqliteLogInspector.open(this.log);
    try {
      await checkLogFile(file, faults, { ...quietOptions, upcast });
    } finally {
      file.close();
    }
    return faults;
  }

  /** Checks the log by the port `EventLog`, as for any store. */
  async storedFaults(): Promise<Faults> {
    const faults = new Faults();
    const log = SqliteEventLog.openReadOnly(this.log);
    try {
      await checkStoredLog(log, faults, { ...quietOptions, upcast: upcastBy([]) });
    } finally {
      await log.close();
    }
    return faults;
  }

  async readModelFaults(deep: boolean): Promise<Faults> {
    const faults = new Faults();
    const log = SqliteEventLog.openReadOnly(this.log);
    try {
      await checkReadModel(this.readModel, this.path, log, projection, faults, {
        ...quietOptions,
        andThen: async (snapshot, checkpoint) => {
          if (deep) await checkStates(snapshot, checkpoint, log, standard, faults, quietOptions.signal);
        },
      });
    } finally {
      await log.close();
    }
    return faults;
  }
}

const quietOptions = { signal: new AbortController().signal, onProgress: () => undefined };

export function removeFolders(): void {
  for (const folder of folders.splice(0)) folder.remove();
}
