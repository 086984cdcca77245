import type { Command } from 'commander';
import type { Channel } from '../channels/channel-commands.js';
import { type CommandContext, examples } from '../command-definition.js';
import { addCommands, type CommandEntry } from '../lazy-commands.js';

const INTEGRATIONS: Channel = {
  route: '/v1/integrations',
  noun: 'an integration',
  resumed: 'is active.',
  wasActive: 'was not paused.',
};

const INTEGRATIONS_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'create',
    summary: 'create an integration and print its secret; it is shown only once',
    load: async () => (await import('./integrations-create.js')).defineIntegrationsCreate,
  },
  {
    name: 'list',
    summary: 'list all integrations, without their secrets',
    load: async () => (await import('./integrations-list.js')).defineIntegrationsList,
  },
  {
    name: 'show',
    summary: 'print an integration: who may send, and what is made of it',
    load: async () => (await import('./integrations-show.js')).defineIntegrationsShow,
  },
  {
    name: 'change',
    summary: 'change how payloads become commands, what may be recorded, or the name',
    load: async () => (await import('./integrations-change.js')).defineIntegrationsChange,
  },
  {
    name: 'pause',
    summary: 'accept what comes in, and process it later',
    load: async () => (await import('../channels/channel-commands.js')).pausing(INTEGRATIONS),
  },
  {
    name: 'resume',
    summary: 'process what waits, and what comes in',
    load: async () => (await import('../channels/channel-commands.js')).resuming(INTEGRATIONS),
  },
  {
    name: 'rotate',
    summary: 'give an integration a new secret; the one before is accepted for a while, too',
    load: async () => (await import('./integrations-rotate.js')).defineIntegrationsRotate,
  },
  {
    name: 'delete',
    summary: 'remove an integration for good',
    load: async () => (await import('../channels/channel-commands.js')).deleting(INTEGRATIONS),
  },
  {
    name: 'try',
    summary: 'show what a payload would record, and record nothing',
    load: async () => (await import('./integrations-try.js')).defineIntegrationsTry,
  },
  {
    name: 'deliveries',
    summary: 'list what an integration was sent, newest first, or print one delivery',
    load: async () => (await import('./integrations-deliveries.js')).defineIntegrationsDeliveries,
  },
  {
    name: 'retry',
    summary: 'process one delivery again, or all that failed',
    load: async () => (await import('./integrations-retry.js')).defineIntegrationsRetry,
  },
  {
    name: 'drop',
    summary: 'record nothing more of a delivery, for a reason',
    load: async () => (await import('./integrations-drop.js')).defineIntegrationsDrop,
  },
  {
    name: 'reencrypt',
    summary: 'encrypt all secrets with the first key of CLAIM_LEDGER_SECRETS_KEY',
    load: async () => (await import('./integrations-reencrypt.js')).defineIntegrationsReencrypt,
  },
  {
    name: 'help',
    summary: 'print the help of a command',
    load: async () => (await import('./help.js')).defineHelp,
    hidden: true,
  },
];

export function defineIntegrations(command: Command, context: CommandContext): void {
  addCommands(command, INTEGRATIONS_COMMANDS, context);
  command.addHelpText(
    'after',
    examples(
      'claim-ledger integrations create standard-webhooks --id desk --mapping claimreview --scope record rate > desk.secret',
      'claim-ledger integrations try desk review.json --content-type application/ld+json',
      'claim-ledger integrations deliveries desk --status failed',
      'claim-ledger integrations change desk --mapping-file mapping.json && claim-ledger integrations retry desk',
    ),
  );
}
