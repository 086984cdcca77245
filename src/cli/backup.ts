import { backUp } from '../archive/sqlite-backup.js';
import { settings } from './settings.js';
import { existingLogFile, refuseElsewhere, usable } from './local-log.js';
import { refuseOtherLog } from './which-log.js';
import { ofNewFile } from './new-file.js';
import { counted } from './progress.js';
import type { GlobalOptions, Session } from './session.js';

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
