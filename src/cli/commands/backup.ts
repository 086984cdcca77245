import { backUp } from '../../archive/backup/backup.js';
import { settings } from '../ledger/settings.js';
import { existingLogFile, refuseElsewhere, usable } from '../ledger/data-folder.js';
import { refuseOtherLog } from '../ledger/log-mismatch.js';
import { ofNewFile } from '../ledger/output-file-error.js';
import { counted } from '../terminal/progress.js';
import type { GlobalOptions, Session } from '../ledger/session.js';

/** Copies the log into one file, also beside the server that writes to it. */
export async function backupCommand(session: Session, file: string, options: GlobalOptions): Promise<boolean> {
  refuseElsewhere(options, 'backup');
  const { data, json } = options;
  refuseOtherLog(settings(data));
  const path = existingLogFile(data);
  const { log, events, position } = await usable(data, () =>
    backUp(path, file).catch((error: unknown) => {
      throw ofNewFile(file, error);
    }),
  );
  if (json) session.output.json({ file, log, events, position: position ?? null });
  else session.output.line(`Backed up ${counted(events)} of the log ${log} into ${file}`);
  return true;
}
