import type { Command } from 'commander';
import { type CommandContext, examples } from '../command-definition.js';
import { addCommands, type CommandEntry } from '../lazy-commands.js';

const KEYS_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'create',
    summary: 'create a key and print it; it is shown only once',
    load: async () => (await import('./keys-create.js')).defineKeysCreate,
  },
  {
    name: 'list',
    summary: 'list all keys, without their secrets',
    load: async () => (await import('./keys-list.js')).defineKeysList,
  },
  {
    name: 'revoke',
    summary: 'revoke a key: it is invalid from then on',
    load: async () => (await import('./keys-revoke.js')).defineKeysRevoke,
  },
  {
    name: 'audit',
    summary: 'print who registered principals and created, used and revoked keys, newest first',
    load: async () => (await import('./keys-audit.js')).defineKeysAudit,
  },
  {
    name: 'recover',
    summary: 'create a new admin.key in the data folder if it is lost, while no server runs on it',
    load: async () => (await import('./keys-recover.js')).defineKeysRecover,
  },
  {
    name: 'help',
    summary: 'print the help of a command',
    load: async () => (await import('./help.js')).defineHelp,
    hidden: true,
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
