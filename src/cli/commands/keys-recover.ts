import type { Command } from 'commander';
import { AccessService } from '../../access/access.service.js';
import { adminKeyFile, type Config } from '../../config.js';
import { FolderLock } from '../../event-log/data-folder-lock.js';
import { openStored, upcast } from '../../ledger/open-event-log.js';
import { CommandExecutor } from '../../command-handling/command-executor.js';
import { keyIn } from '../ledger/connection.js';
import { isOfEventStore, isWithoutLog, settings } from '../ledger/settings.js';
import type { CommandContext } from '../command-definition.js';
import { UnreachableError, UsageError } from '../errors.js';
import { type GlobalOptions, globalsOf, type Session } from '../ledger/session.js';
import { withCliErrors } from '../ledger/data-folder.js';

export function defineKeysRecover(command: Command, { session }: CommandContext): void {
  command.action((_options, self: Command) => recover(session, globalsOf(self)));
}

async function recover(session: Session, { data, url }: GlobalOptions): Promise<void> {
  if (url !== undefined) throw new UsageError('A key is recovered on the data folder itself, not through a server.');
  const { file, made } = await recoverKey(data);
  if (!made) {
    session.output.line(`The key in ${file} is good: nothing is changed.`);
    return;
  }
  session.output.line(`The admin's new key is in ${file}`);
  process.stderr.write(
    'Keys made before are as they were: "claim-ledger keys list" shows them, "claim-ledger keys revoke" ends one.\n',
  );
}

/** The file of the admin's key, and whether that had to be made. */
interface Recovered {
  readonly file: string;
  readonly made: boolean;
}

/**
 * Puts a new key of the admin into the folder if the one there is gone or no good: who can write the folder could
 * change anything in it anyway. Throws an `UnreachableError` if a server runs on it, or it can't be used.
 */
async function recoverKey(data: string): Promise<Recovered> {
  const config = settings(data);
  if (isWithoutLog(config)) throw new UnreachableError(`There is no ledger in ${data}.`);
  return withCliErrors(data, async () => {
    const lock = FolderLock.acquire(data);
    try {
      return await recoverIn(config);
    } catch (error) {
      throw isOfEventStore(config, error) ? new UnreachableError(error.message, { cause: error }) : error;
    } finally {
      lock.release();
    }
  });
}

async function recoverIn(config: Config): Promise<Recovered> {
  const log = upcast(await openStored(config, { whenNone: 'refuse' }));
  try {
    const access = new AccessService(new CommandExecutor(log));
    const file = adminKeyFile(config.dataFolder);
    const holder = await access.authenticate(keyIn(config.dataFolder) ?? '');
    if (holder?.scopes.includes('admin')) return { file, made: false };
    await access.recoverKey(file);
    return { file, made: true };
  } finally {
    await log.close();
  }
}
