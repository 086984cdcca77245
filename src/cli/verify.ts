import { existsSync } from 'node:fs';
import { type Fault, faultLine, Faults } from '../archive/faults.js';
import type { LogExtent } from '../archive/log-check.js';
import { checkLogFile } from '../archive/log-file-check.js';
import { checkReadModel, type ReadModelExtent } from '../archive/read-model-check.js';
import { checkStates } from '../archive/state-check.js';
import { Generations } from '../consumers/generations.js';
import { EventLogError } from '../event-log/event-log.js';
import { isOfWriting, sqliteCode } from '../event-log/sqlite-errors.js';
import { SqliteEventLog } from '../event-log/sqlite-event-log.js';
import { SqliteLogInspector } from '../event-log/sqlite-log-inspector.js';
import { upcast, upcastEvent } from '../log.js';
import { POLICY, PROJECTION } from '../projection.js';
import { UsageError, wordsOf } from './errors.js';
import { settings } from './connection.js';
import { existingLogFile, refuseElsewhere, usable } from './local-log.js';
import { counted, telling } from './progress.js';
import type { GlobalOptions, Session } from './session.js';
import { IF_MOVED, refuseOtherLog } from './which-log.js';

export interface VerifyOptions extends GlobalOptions {
  readonly deep?: boolean;
}

type ReadModelReport = ReadModelExtent & { readonly states?: number };

/** What was checked, and what is wrong with it. */
interface Report {
  readonly file: string;
  readonly log: string;
  readonly checked: LogExtent;
  /** Null where there is none yet; absent where only a backup was looked at, or the log or this can't be read. */
  readonly readModel?: ReadModelReport | null;
  /** The id of the log that the read model was made from, where that is another. */
  readonly formerLog?: string;
  readonly faults: readonly Fault[];
  /** All of them, told or not. */
  readonly faultCount: number;
}

/** Checks the log and the read model of a folder, also beside the server that owns it; or a backup. */
export async function verifyCommand(
  session: Session,
  backup: string | undefined,
  options: VerifyOptions,
): Promise<boolean> {
  refuseElsewhere(options, 'verify');
  const { data, json } = options;
  if (backup !== undefined && !existsSync(backup)) throw new UsageError(`There is no ${backup}.`);
  if (backup === undefined) refuseOtherLog(settings(data));
  const file = backup ?? existingLogFile(data);
  const report = await usable(backup ?? data, () => verify(session, file, backup === undefined, options));
  if (json) session.output.json(report);
  else for (const line of linesOf(report)) session.output.line(line);
  return report.faultCount === 0;
}

async function verify(
  { signal }: Session,
  file: string,
  withReadModel: boolean,
  { data, deep = false }: VerifyOptions,
): Promise<Report> {
  const faults = new Faults();
  const inspector = SqliteLogInspector.open(file);
  try {
    const checked = await telling('checking the log', (onProgress) =>
      checkLogFile(inspector, faults, { upcast: upcastEvent, signal, onProgress }),
    );
    const isReadable = !faults.told.some((fault) => fault.in === 'file');
    const readModel = withReadModel && isReadable ? await verifyReadModel(data, file, deep, faults, signal) : undefined;
    const formerLog = withReadModel ? formerLogIn(data, inspector.id) : undefined;
    const found = { faults: faults.told, faultCount: faults.count };
    return {
      file,
      log: inspector.id,
      checked,
      ...(readModel !== undefined && { readModel }),
      ...(formerLog && { formerLog }),
      ...found,
    };
  } finally {
    inspector.close();
  }
}

/** Undefined if the read model is of this log, or of none yet. */
function formerLogIn(data: string, log: string): string | undefined {
  const former = new Generations(data, PROJECTION).newestComplete()?.log;
  return former === log ? undefined : former;
}

/** Null if there is none; undefined if it can't be compared, which is a fault. */
async function verifyReadModel(
  data: string,
  file: string,
  deep: boolean,
  faults: Faults,
  signal: AbortSignal,
): Promise<ReadModelReport | null | undefined> {
  const generations = new Generations(data, PROJECTION);
  const generation = generations.newestComplete() ?? generations.unfinished();
  if (!generation) return null;
  const log = upcast(SqliteEventLog.openReadOnly(file));
  let states: number | undefined;
  try {
    const extent = await telling('making a read model to compare', (onProgress) =>
      checkReadModel(generation.file, data, log, PROJECTION, faults, {
        signal,
        onProgress,
        andThen: async (snapshot, checkpoint) => {
          if (!deep) return;
          states = await checkStates(snapshot, checkpoint, log, POLICY, faults, signal);
        },
      }),
    );
    return extent ? { ...extent, ...(states !== undefined && { states }) } : null;
  } catch (error) {
    // What is wrong with the log was told of the log; it must not go untold because of this.
    if (!isOfFiles(error) || isOfWriting(error)) throw error;
    faults.add({ in: 'read-model', message: `it can't be compared: ${wordsOf(error)}` });
    return undefined;
  } finally {
    await log.close();
  }
}

const isOfFiles = (error: unknown): boolean => sqliteCode(error) !== undefined || error instanceof EventLogError;

function linesOf({ file, log, checked, readModel, formerLog, faults, faultCount }: Report): string[] {
  const number = (value: number) => value.toLocaleString('en');
  const till = checked.position === undefined ? '' : `, up to position ${checked.position}`;
  const states = readModel?.states === undefined ? '' : `, ${number(readModel.states)} claims judged again`;
  return [
    `log         ${log} in ${file}`,
    `events      ${counted(checked.events)} in ${number(checked.streams)} streams${till}`,
    ...(readModel
      ? [
          `read model  ${number(readModel.rows)} rows compared with those made anew up to position ${readModel.position}${states}`,
        ]
      : []),
    ...(readModel === null ? ['read model  none here; no state was judged'] : []),
    ...faults.map(faultLine),
    ...(faultCount > faults.length ? [`and ${number(faultCount - faults.length)} more`] : []),
    ...(formerLog === undefined ? [] : [`The read model is of the log ${formerLog}. ${IF_MOVED}`]),
    faultCount === 0 ? 'all is well' : `${number(faultCount)} ${faultCount === 1 ? 'fault' : 'faults'}`,
  ];
}
