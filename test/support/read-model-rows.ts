import { join } from 'node:path';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { ledgerProjection } from '../../src/ledger/ledger.projection.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import { rebuild } from '../../src/projections/rebuild.js';
import { Generations } from '../../src/read-model/generations.js';
import { standard } from '../../src/verification/standard/standard-policy.js';
import { digestsOf, dumpOf } from './test-read-model.js';

type Dump<Dumped> = (readModel: ReadModelWriter) => Dumped;
type Rows = Record<string, string[]>;

/** Projects the log of a folder in one run and returns the rows. */
export const rebuiltRows = (folder: string): Promise<Rows> => rebuilt(folder, dumpOf);

export const rebuiltDigests = (folder: string): Promise<Record<string, string>> => rebuilt(folder, digestsOf);

async function rebuilt<Dumped>(folder: string, dump: Dump<Dumped>): Promise<Dumped> {
  const log = SqliteEventLog.openReadOnly(join(folder, 'log.sqlite'));
  const readModel = ReadModelWriter.open(':memory:', ledgerProjection(standard));
  await rebuild(readModel, log);
  const rows = dump(readModel);
  readModel.close();
  await log.close();
  return rows;
}

/** The rows of the newest complete read model of a folder that no process uses. */
export const storedRows = (folder: string): Rows => stored(folder, dumpOf);

export const storedDigests = (folder: string): Record<string, string> => stored(folder, digestsOf);

function stored<Dumped>(folder: string, dump: Dump<Dumped>): Dumped {
  const { file } = new Generations(folder, ledgerProjection(standard)).newestComplete() ?? { file: '' };
  const readModel = ReadModelWriter.open(file, ledgerProjection(standard));
  const rows = dump(readModel);
  readModel.close();
  return rows;
}
