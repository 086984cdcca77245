import type { Command } from 'commander';
import type { Channel } from '../channels/channel-commands.js';
import { type CommandContext, examples } from '../command-definition.js';
import { addCommands, type CommandEntry } from '../lazy-commands.js';

const WEBHOOKS: Channel = {
  route: '/v1/webhooks',
  noun: 'a webhook',
  resumed: 'is sent to again.',
  wasActive: 'was not stopped.',
};

const WEBHOOKS_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'create',
    summary: 'create a webhook and print its secret; it is shown only once',
    load: async () => (await import('./webhooks-create.js')).defineWebhooksCreate,
  },
  {
    name: 'list',
    summary: 'list all webhooks, without their secrets',
    load: async () => (await import('./webhooks-list.js')).defineWebhooksList,
  },
  {
    name: 'show',
    summary: 'print a webhook: what it is sent, and how much of that is delivered',
    load: async () => (await import('./webhooks-show.js')).defineWebhooksShow,
  },
  {
    name: 'change',
    summary: 'change what a webhook is sent, where to, or in which form',
    load: async () => (await import('./webhooks-change.js')).defineWebhooksChange,
  },
  {
    name: 'pause',
    summary: 'stop sending to a webhook; nothing is lost',
    load: async () => (await import('../channels/channel-commands.js')).pausing(WEBHOOKS),
  },
  {
    name: 'resume',
    summary: 'send to a webhook again, from where it stopped',
    load: async () => (await import('../channels/channel-commands.js')).resuming(WEBHOOKS),
  },
  {
    name: 'rotate',
    summary: 'give a webhook a new secret and print it; the one before signs for a while, too',
    load: async () => (await import('./webhooks-rotate.js')).defineWebhooksRotate,
  },
  {
    name: 'test',
    summary: 'send one test to a webhook, and print what the receiver answers',
    load: async () => (await import('./webhooks-test.js')).defineWebhooksTest,
  },
  {
    name: 'delete',
    summary: 'remove a webhook for good',
    load: async () => (await import('../channels/channel-commands.js')).deleting(WEBHOOKS),
  },
  {
    name: 'deliveries',
    summary: 'list the deliveries of a webhook with their last attempts, newest first',
    load: async () => (await import('./webhooks-deliveries.js')).defineWebhooksDeliveries,
  },
  {
    name: 'redeliver',
    summary: 'make one delivery again, or all that failed',
    load: async () => (await import('./webhooks-redeliver.js')).defineWebhooksRedeliver,
  },
  {
    name: 'replay',
    summary: 'send history to a webhook again, in order',
    load: async () => (await import('./webhooks-replay.js')).defineWebhooksReplay,
  },
  {
    name: 'reencrypt',
    summary: 'encrypt all secrets with the first key of CLAIM_LEDGER_SECRETS_KEY',
    load: async () => (await import('./webhooks-reencrypt.js')).defineWebhooksReencrypt,
  },
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
  command.addHelpText(
    'after',
    examples(
      'claim-ledger webhooks create https://example.org/hook --to retracted --topic ukraine > hook.secret',
      'claim-ledger webhooks deliveries desk --status failed',
      'claim-ledger webhooks listen --secret "$(cat hook.secret)"',
      'claim-ledger webhooks replay desk --from 2026-01-31 --dry-run',
    ),
  );
}
