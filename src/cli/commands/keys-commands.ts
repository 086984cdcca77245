import { Argument, type Command, Option } from 'commander';
import { SCOPES } from '../../access/access.events.js';
import {
  createKeyCommand,
  type CreateKeyOptions,
  listKeysCommand,
  recoverKeyCommand,
  revokeKeyCommand,
  type RevokeKeyOptions,
} from './keys.js';
import { type GlobalOptions, globalsOf, type Session } from '../ledger/session.js';

type Own<Options extends GlobalOptions> = Omit<Options, keyof GlobalOptions>;

/** Adds the commands about keys to `keys`. */
export function addKeysCommands(keys: Command, session: Session): void {
  keys
    .command('create')
    .description('make a key and print it, this once; its principal is registered if it is new')
    .requiredOption('--principal <id>', 'whom events recorded with it will name')
    .option('--name <name>', 'what a new principal is called; its id unless told')
    .addOption(
      new Option('--scope <scope...>', 'what it is good for; may be repeated').choices(SCOPES).makeOptionMandatory(),
    )
    .option('--expires <when>', 'from then on it is no good: a day (2027-01-01), an instant, or days from now (90d)')
    .option('--label <text>', 'what it is for')
    .action(async (options: Own<CreateKeyOptions>, self: Command) => {
      await createKeyCommand(session, { ...options, ...globalsOf(self) });
    });

  keys
    .command('list')
    .description('list all keys; the keys themselves are known to nobody but their holders')
    .action(async (_options, self: Command) => {
      await listKeysCommand(session, globalsOf(self));
    });

  keys
    .command('revoke')
    .description('end a key; it opens nothing from then on')
    .addArgument(new Argument('<id>', 'the id of a key, as "keys list" shows it'))
    .option('--reason <text>', 'why')
    .action(async (id: string, options: Own<RevokeKeyOptions>, self: Command) => {
      await revokeKeyCommand(session, id, { ...options, ...globalsOf(self) });
    });

  keys
    .command('recover')
    .description(
      "make a new admin.key in the data folder if it is lost; for the folder's owner, while no server runs on it",
    )
    .action(async (_options, self: Command) => {
      await recoverKeyCommand(session, globalsOf(self));
    });
}
