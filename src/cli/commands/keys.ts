import type { Command } from 'commander';
import { type CommandContext, examples } from '../command-definition.js';
import { addCommands, type CommandEntry } from '../lazy-commands.js';

const KEYS_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'create',
    summary: 'make a key and print it, this once; its principal is registered if it is new',
    load: async () => (await import('./keys-create.js')).defineKeysCreate,
  },
  {
    name: 'list',
    summary: 'list all keys; the keys themselves are known to nobody but their holders',
    load: async () => (await import('./keys-list.js')).defineKeysList,
  },
  {
    name: 'revoke',
    summary: 'end a key; it opens nothing from then on',
    load: async () => (await import('./keys-revoke.js')).defineKeysRevoke,
  },
  {
    name: 'recover',
    summary:
      "make a new admin.key in the data folder if it is lost; for the folder's owner, while no server runs on it",
    load: async () => (await import('./keys-recover.js')).defineKeysRecover,
  },
];

export function defineKeys(command: Command, context: CommandContext): void {
  addCommands(command, KEYS_COMMANDS, context);
  command.addHelpText(
    'after',
    examples(
      'claim-ledger keys create --principal desk --name "News desk" --scope record --expires 90d > desk.key',
      'claim-ledger keys revoke 0f3c5a7b9d1e --reason "lost with a laptop"',
    ),
  );
}
