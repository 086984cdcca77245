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
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { noLedgerIn, withCliErrors } from '../ledger/data-folder.js';

export function defineKeysRecover(command: Command, { session }: CommandContext): void {
  command.action((_options, self: Command) => recover(session, globalsOf(self)));
}

async function recover(session: Session, { data, url }: GlobalOptions): Promise<void> {
  if (url !== undefined) {
    throw new UsageError('"keys recover" works on the data folder, not through a server. Use --data instead of --url.');
  }
  const { file, made } = await recoverKey(data);
  if (!made) {
    session.output.line(`The key in ${file} is valid: nothing was changed.`);
    return;
  }
  session.output.line(`The administrator's new key is in ${file}`);
  process.stderr.write(
    'Earlier keys are still valid. "claim-ledger keys list" lists them, "claim-ledger keys revoke" revokes one.\n',
  );
}

/** The file of the administrator's key, and whether it had to be created. */
interface Recovered {
  readonly file: string;
  readonly made: boolean;
}

/**
 * Puts a new administrator's key into the folder if the one there is missing or invalid. That grants nothing new: who
 * can write the folder can change anything in it. Throws an `UnreachableError` if a server runs on it, or it can't be
 * used.
 */
async function recoverKey(data: string): Promise<Recovered> {
  const config = settings(data);
  if (isWithoutLog(config)) throw noLedgerIn(data);
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
