import { Argument, type Command } from 'commander';
import { createBackup } from '../../archive/backup/backup.js';
import { settings } from '../ledger/settings.js';
import { existingLogFile, requireLocalLog, withCliErrors } from '../ledger/data-folder.js';
import { requireSameLog } from '../ledger/log-mismatch.js';
import { toOutputFileError } from '../errors.js';
import { formatEventCount } from '../terminal/progress.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { type CommandContext, examples } from '../command-definition.js';

export function defineBackup(command: Command, { session }: CommandContext): void {
  command
    .addArgument(new Argument('<file>', 'the file to create'))
    .addHelpText('after', examples('claim-ledger backup ledger-2024-04-09.backup'))
    .action((file: string, _options, self: Command) => backUp(session, file, globalsOf(self)));
}

async function backUp(session: Session, file: string, options: GlobalOptions): Promise<void> {
  requireLocalLog(options, 'backup');
  const { data, json } = options;
  requireSameLog(settings(data));
  const path = existingLogFile(data);
  const { log, events, position } = await withCliErrors(data, () =>
    createBackup(path, file).catch((error: unknown) => {
      throw toOutputFileError(file, error);
    }),
  );
  if (json) session.output.json({ file, log, events, position: position ?? null });
  else session.output.line(`Backed up ${formatEventCount(events)} of the log ${log} to ${file}`);
}
