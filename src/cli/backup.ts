import { FileExistsError } from '../archive/new-file.js';
import { backUp } from '../archive/sqlite-backup.js';
import { RefusedError, UsageError, wordsOf } from './errors.js';
import { existingLogFile, refuseElsewhere, usable } from './local-log.js';
import { counted } from './progress.js';
import type { GlobalOptions, Session } from './session.js';

/** Copies the log into one file, also beside the server that writes to it. */
export async function backupCommand(session: Session, file: string, options: GlobalOptions): Promise<boolean> {
  refuseElsewhere(options, 'backup');
  const { data, json } = options;
  const path = existingLogFile(data);
  const { log, events, position } = await usable(data, () => backUp(path, file).catch(refuse(file)));
  if (json) session.output.json({ file, log, events, position: position ?? null });
  else session.output.line(`Backed up ${counted(events)} of the log ${log} into ${file}`);
  return true;
}

const refuse = (file: string) => (error: unknown) => {
  if (error instanceof FileExistsError) throw new RefusedError(error.message);
  if (error instanceof Error && 'syscall' in error)
    throw new UsageError(`${file} can't be written: ${wordsOf(error)}.`);
  throw error;
};
