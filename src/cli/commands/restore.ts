import { accessSync, constants, existsSync } from 'node:fs';
import { Argument, type Command } from 'commander';
import { formatFault } from '../../archive/verify/faults.js';
import type { LogSummary } from '../../archive/backup/backup.js';
import { FaultyBackupError, LogExistsError, restore, type RestoreResult } from '../../archive/backup/restore.js';
import { logFile } from '../../config.js';
import { Generations } from '../../read-model/generations.js';
import { sqliteCode } from '../../event-log/sqlite/errors.js';
import { SqliteEventLog } from '../../event-log/sqlite/sqlite-event-log.js';
import { UnusableLogFileError } from '../../event-log/sqlite/log-file.js';
import { upcast, upcastEvent } from '../../ledger/open-event-log.js';
import { readModelRules } from '../../ledger/policies.js';
import { settings } from '../ledger/settings.js';
import { RefusedError, unreadableFile, UsageError } from '../errors.js';
import { messageOf } from '../system-errors.js';
import { type RestoredWebhook, restoredWebhooks } from '../../webhooks/outbound/restored-webhooks.js';
import { requireLocalLog, withOwnedFolder } from '../ledger/data-folder.js';
import { formatEventCount, withProgress } from '../terminal/progress.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';

interface RestoreOptions extends GlobalOptions {
  readonly replace?: boolean;
}

export function defineRestore(command: Command, { session }: CommandContext): void {
  command
    .addArgument(new Argument('<file>', 'a file that "backup" created'))
    .option('--replace', 'replace a log that is there; the old one is kept under another name')
    .addHelpText('after', examples('claim-ledger restore ledger-2024-04-09.backup --replace'))
    .action((file: string, options: OwnOptions<RestoreOptions>, self: Command) =>
      restoreBackup(session, file, { ...options, ...globalsOf(self) }),
    );
}

/** Verifies a backup, and then puts it in the place of the folder's log. */
async function restoreBackup(session: Session, file: string, options: RestoreOptions): Promise<void> {
  requireLocalLog(options, 'restore');
  const { data, json, replace = false } = options;
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  requireReadable(file);
  const restored = await withOwnedFolder(data, async () => {
    const result = await restoreFile(session, file, data, replace);
    new Generations(data, readModelRules(settings(data))).deleteAll();
    return result;
  });
  if (json) session.output.json({ ...restored, position: restored.position ?? null });
  else
    for (const line of [...linesOf(restored, data), ...webhookLines(restored.webhooks, data)])
      session.output.line(line);
}

/** Otherwise, the folder would seem to be what can't be used. */
function requireReadable(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    throw unreadableFile(file, error);
  }
}

interface Restored extends RestoreResult {
  readonly webhooks: readonly RestoredWebhook[];
}

async function restoreFile(session: Session, file: string, data: string, replace: boolean): Promise<Restored> {
  const { signal } = session;
  let webhooks: readonly RestoredWebhook[] = [];
  const onChecked = async (copy: string): Promise<void> => {
    webhooks = await webhooksIn(copy);
  };
  const options = { replace, now: new Date(), upcast: upcastEvent, signal, onChecked };
  try {
    const result = await withProgress('checking', (onProgress) =>
      restore(file, logFile(settings(data)), { ...options, onProgress }),
    );
    return { ...result, webhooks };
  } catch (error) {
    throw refusalOf(error, file, data);
  }
}

/** Closing a log that was opened for writing leaves it in one file. */
async function webhooksIn(copy: string): Promise<readonly RestoredWebhook[]> {
  const log = upcast(SqliteEventLog.open(copy));
  try {
    return await restoredWebhooks(log);
  } finally {
    await log.close();
  }
}

/** What subscribers may see again. */
function webhookLines(webhooks: readonly RestoredWebhook[], data: string): string[] {
  if (webhooks.length === 0) return [];
  return [
    `The next server sends to the webhooks as they were when the backup was made. What follows these positions is sent, also if it was delivered before, unless ${data}/webhooks.sqlite lists it as delivered:`,
    ...webhooks.map(({ webhook, position }) => `  ${webhook}: ${position}`),
  ];
}

function refusalOf(error: unknown, file: string, data: string): unknown {
  if (error instanceof UnusableLogFileError) {
    return new RefusedError(error.message.replace(`${logFile(settings(data))}.restoring`, file));
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(sqliteCode(error) ?? ''))
    return new RefusedError(`${file} is damaged: ${messageOf(error)}.`);
  if (error instanceof LogExistsError) {
    const what = error.existing
      ? `${formatEventCount(error.existing.events)} of the log ${error.existing.log}`
      : "can't be read";
    return new RefusedError(
      `${data} already contains a log: ${what}. Use --replace to put the backup in its place; the old log is kept under another name.`,
    );
  }
  if (!(error instanceof FaultyBackupError)) return error;
  const { reported, count } = error.faults;
  const more = count > reported.length ? [`and ${count - reported.length} more`] : [];
  return new RefusedError(
    ['The backup is faulty; nothing was changed:', ...reported.map(formatFault), ...more].join('\n'),
  );
}

function linesOf({ log, events, redactions = 0, replaced }: RestoreResult, data: string): string[] {
  const done = [`Restored ${formatEventCount(events)} of the log ${log} in ${data}`, ...redactionLines(redactions)];
  if (!replaced) return done;
  return [
    ...done,
    `The log that was there is kept as ${replaced.path}: ${compared(replaced.contents, { log, events })}.`,
  ];
}

function redactionLines(redactions: number | null): string[] {
  if (redactions === 0) return [];
  return redactions === null
    ? ["What was redacted since the backup isn't known, since the log that was there can't be read: redact it again."]
    : [`What was redacted since the backup is redacted here, too: ${redactions}.`];
}

/** Says whether something is in the old log only. */
function compared(old: LogSummary | undefined, { log, events }: Pick<LogSummary, 'log' | 'events'>): string {
  if (!old) return "it can't be read";
  if (old.log !== log) return `${formatEventCount(old.events)} of another log, ${old.log}`;
  const more = old.events - events;
  if (more === 0) return 'it has as many events as the backup';
  return more > 0
    ? `it has ${formatEventCount(more)} that the backup lacks`
    : `the backup has ${formatEventCount(-more)} that it lacks`;
}
