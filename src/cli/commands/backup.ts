import { createBackup } from '../../archive/backup/backup.js';
import { settings } from '../ledger/settings.js';
import { existingLogFile, requireLocalLog, withCliErrors } from '../ledger/data-folder.js';
import { requireSameLog } from '../ledger/log-mismatch.js';
import { toOutputFileError } from '../ledger/output-file-error.js';
import { formatEventCount } from '../terminal/progress.js';
import type { GlobalOptions, Session } from '../ledger/session.js';

/** Copies the log into one file, also beside the server that writes to it. */
export async function backupCommand(session: Session, file: string, options: GlobalOptions): Promise<boolean> {
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
  else session.output.line(`Backed up ${formatEventCount(events)} of the log ${log} into ${file}`);
  return true;
}
