import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
import type { Plan } from '../archive/support.js';

const projection = ledgerProjection(standard);
const folders: string[] = [];

/** Who recorded all that is in the logs; last, so that the events of a test keep their places. */
const READER: Plan[number] = {
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

/** A log and the read model made of it, in files of their own that can be tampered with. */
export class TestFolder {
  private constructor(readonly path: string) {}

  static async of(plan: Plan, steps: readonly number[] = [1]): Promise<TestFolder> {
    const folder = TestFolder.empty();
    let n = 0;
    const log = SqliteEventLog.open(folder.log, { positionStep: () => steps[n++ % steps.length] ?? 1 });
    await Promise.all([...plan, READER].map(({ stream, event }) => log.append(stream, 'any', [event])));
    await log.close();
    await folder.makeReadModel();
    return folder;
  }

  static empty(): TestFolder {
    const folder = new TestFolder(mkdtempSync(join(tmpdir(), 'claim-ledger-')));
    folders.push(folder.path);
    return folder;
  }

  get log(): string {
    return join(this.path, 'log.sqlite');
  }

  get readModel(): string {
    return join(this.path, 'read-model.sqlite');
  }

  async makeReadModel(): Promise<void> {
    for (const suffix of ['', '-wal', '-shm']) rmSync(this.readModel + suffix, { force: true });
    const readModel = ReadModelWriter.open(this.readModel, projection);
    const log = SqliteEventLog.openReadOnly(this.log);
    await rebuild(readModel, log);
    readModel.close();
    await log.close();
  }

  /** Changes a file by SQL, behind everybody's back. */
  tamper(file: 'log' | 'readModel', sql: string): void {
    const database = new Database(this[file]);
    database.unsafeMode();
    database.exec(sql);
    database.close();
  }

  /** The first value that this query finds. */
  asked(file: 'log' | 'readModel', sql: string): unknown {
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
      await checkLogFile(file, faults, { ...quietly, upcast });
    } finally {
      file.close();
    }
    return faults;
  }

  /** The same of the log as any store gives it. */
  async storedFaults(): Promise<Faults> {
    const faults = new Faults();
    const log = SqliteEventLog.openReadOnly(this.log);
    try {
      await checkStoredLog(log, faults, { ...quietly, upcast: upcastBy([]) });
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
        ...quietly,
        andThen: async (snapshot, checkpoint) => {
          if (deep) await checkStates(snapshot, checkpoint, log, standard, faults, quietly.signal);
        },
      });
    } finally {
      await log.close();
    }
    return faults;
  }
}

const quietly = { signal: new AbortController().signal, onProgress: () => undefined };

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}
