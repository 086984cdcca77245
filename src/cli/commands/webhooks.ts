import type { Command } from 'commander';
import { type CommandContext, examples } from '../command-definition.js';
import { addCommands, type CommandEntry } from '../lazy-commands.js';

const WEBHOOKS_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'listen',
    summary: 'receive webhooks on this machine and print them, to try them out',
    load: async () => (await import('./webhooks-listen.js')).defineWebhooksListen,
  },
  {
    name: 'help',
    summary: 'print the help of a command',
    load: async () => (await import('./help.js')).defineHelp,
    hidden: true,
  },
];

export function defineWebhooks(command: Command, context: CommandContext): void {
  addCommands(command, WEBHOOKS_COMMANDS, context);
  command.addHelpText('after', examples('claim-ledger webhooks listen --secret "$(cat hook.secret)"'));
}
