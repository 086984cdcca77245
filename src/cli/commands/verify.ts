import { existsSync } from 'node:fs';
import { Argument, type Command } from 'commander';
import { type Fault, formatFault, Faults } from '../../archive/verify/faults.js';
import type { LogExtent } from '../../archive/verify/log-check.js';
import { checkReadModel, type ReadModelExtent } from '../../archive/verify/read-model-check.js';
import { checkStates } from '../../archive/verify/state-check.js';
import { type CompleteGeneration, type Generation, Generations } from '../../read-model/generations.js';
import { EventLogError, LogUnavailableError } from '../../event-log/event-log.js';
import { isWriteError, sqliteCode } from '../../event-log/sqlite/errors.js';
import { upcast, upcastEvent } from '../../ledger/open-event-log.js';
import { configuredPolicy, readModelRules, releasedPolicy } from '../../ledger/policies.js';
import { ledgerProjection } from '../../ledger/ledger.projection.js';
import { type VerifyTarget, withCheckedFile, withCheckedLog } from '../ledger/verify-target.js';
import { UsageError } from '../errors.js';
import { messageOf } from '../system-errors.js';
import { settings } from '../ledger/settings.js';
import { rejectUrlOption } from '../ledger/data-folder.js';
import { formatEventCount, withProgress } from '../terminal/progress.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { IF_MOVED } from '../ledger/log-mismatch.js';

interface VerifyOptions extends GlobalOptions {
  readonly deep?: boolean;
}

type ReadModelReport = ReadModelExtent & { readonly states?: number };

/** What was checked, and the faults found. */
interface Report {
  readonly kept: VerifyTarget['kept'];
  readonly log: string;
  readonly checked: LogExtent;
  /** Null if there is none yet; absent for a backup, and if the log or the read model can't be read. */
  readonly readModel?: ReadModelReport | null;
  /** The id of the log that the read model was built from, if that is another one. */
  readonly formerLog?: string;
  readonly faults: readonly Fault[];
  /** All of them, listed or not. */
  readonly faultCount: number;
}

export function defineVerify(command: Command, { session, report }: CommandContext): void {
  command
    .addArgument(new Argument('[backup]', 'a file that "backup" created, to check it instead of the log'))
    .option('--deep', "also evaluate every claim's status again from the events")
    .addHelpText('after', examples('claim-ledger verify --deep', 'claim-ledger verify ledger-2024-04-09.backup'))
    .action(async (backup: string | undefined, options: OwnOptions<VerifyOptions>, self: Command) => {
      report(await verifyLog(session, backup, { ...options, ...globalsOf(self) }));
    });
}

/** Checks the log and the read model of a folder, also next to the server that owns it; or a backup. */
async function verifyLog(session: Session, backup: string | undefined, options: VerifyOptions): Promise<boolean> {
  rejectUrlOption(options, 'verify');
  if (backup !== undefined && !existsSync(backup)) throw new UsageError(`There is no file ${backup}.`);
  const report = await (backup === undefined
    ? withCheckedLog(options.data, (log) => verify(session, log, options))
    : withCheckedFile(backup, backup, (log) => verify(session, log)));
  const { kept, ...found } = report;
  if (options.json) session.output.json({ ...kept, ...found });
  else for (const line of linesOf(report)) session.output.line(line);
  return report.faultCount === 0;
}

/** @param folder the folder whose read model is checked, too */
async function verify({ signal }: Session, log: VerifyTarget, folder?: VerifyOptions): Promise<Report> {
  if (folder) await requirePolicy(log, folder.data);
  const faults = new Faults();
  const checked = await withProgress('checking the log', (onProgress) =>
    log.check(faults, { upcast: upcastEvent, signal, onProgress }),
  );
  const isReadable = !faults.reported.some((fault) => fault.in === 'file');
  const there = folder && newestIn(folder.data);
  const readModel =
    folder && isReadable ? there && (await verifyReadModel(there, log, folder, faults, signal)) : undefined;
  const former = there?.log;
  return {
    kept: log.kept,
    log: log.id,
    checked,
    ...(readModel !== undefined && { readModel }),
    ...(former !== undefined && former !== log.id && { formerLog: former }),
    faults: faults.reported,
    faultCount: faults.count,
  };
}

/** Before anything is checked, which takes a while. */
async function requirePolicy(log: VerifyTarget, data: string): Promise<void> {
  const config = settings(data);
  if (releasedPolicy(config.policy) === undefined) {
    await log.reading((stored) => configuredPolicy(config, upcast(stored)));
  }
}

/** Null if there is none. */
function newestIn(data: string): (Generation & Partial<CompleteGeneration>) | null {
  // A log in an event store can be verified without a folder.
  if (!existsSync(data)) return null;
  const generations = new Generations(data, readModelRules(settings(data)));
  return generations.newestComplete() ?? generations.unfinished() ?? null;
}

/** Null if it is empty; undefined if it can't be compared, which is a fault. */
async function verifyReadModel(
  { file }: Generation,
  log: VerifyTarget,
  { data, deep = false }: VerifyOptions,
  faults: Faults,
  signal: AbortSignal,
): Promise<ReadModelReport | null | undefined> {
  try {
    return await log.reading(async (stored) => {
      const today = upcast(stored);
      const policy = await configuredPolicy(settings(data), today);
      let states: number | undefined;
      const extent = await withProgress('building a read model to compare', (onProgress) =>
        checkReadModel(file, data, today, ledgerProjection(policy), faults, {
          signal,
          onProgress,
          andThen: async (snapshot, checkpoint) => {
            if (deep) states = await checkStates(snapshot, checkpoint, today, policy, faults, signal);
          },
        }),
      );
      return extent ? { ...extent, ...(states !== undefined && { states }) } : null;
    });
  } catch (error) {
    // Faults of the log are reported as such; this must not hide them.
    if (!isOfLogs(error) || isWriteError(error)) throw error;
    faults.add({ in: 'read-model', message: `it can't be compared: ${messageOf(error)}` });
    return undefined;
  }
}

/** Not an error of a store that is unavailable at the moment. */
const isOfLogs = (error: unknown): boolean =>
  sqliteCode(error) !== undefined || (error instanceof EventLogError && !(error instanceof LogUnavailableError));

function linesOf({ kept, log, checked, readModel, formerLog, faults, faultCount }: Report): string[] {
  const number = (value: number) => value.toLocaleString('en');
  const isInFile = 'file' in kept;
  const where = isInFile ? kept.file : `EventStoreDB at ${kept.eventStore}`;
  const till = checked.position === undefined ? '' : `, up to position ${checked.position}`;
  const states = readModel?.states === undefined ? '' : `, ${number(readModel.states)} claims evaluated again`;
  return [
    `log         ${log} in ${where}`,
    `events      ${formatEventCount(checked.events)} in ${number(checked.streams)} streams${till}`,
    ...(readModel
      ? [
          `read model  ${number(readModel.rows)} rows compared with those of a new build up to position ${readModel.position}${states}`,
        ]
      : []),
    ...(readModel === null ? ['read model  none yet; no status was evaluated'] : []),
    ...faults.map(formatFault),
    ...(faultCount > faults.length ? [`and ${number(faultCount - faults.length)} more`] : []),
    ...(formerLog === undefined
      ? []
      : [`The read model belongs to the log ${formerLog}.${isInFile ? ` ${IF_MOVED}` : ''}`]),
    faultCount === 0 ? 'all is well' : `${number(faultCount)} ${faultCount === 1 ? 'fault' : 'faults'}`,
  ];
}
