import { type Command, Option } from 'commander';
import type { WebhookSecret } from '../../webhooks/outbound/subscriptions/webhook.views.js';
import { type CommandContext, type OwnOptions, wholeNumber } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { printSecret } from './webhooks-create.js';

interface RotateOptions extends GlobalOptions {
  readonly graceHours?: number;
}

export function defineWebhooksRotate(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of a webhook')
    .addOption(
      new Option('--grace-hours <n>', 'for how long the secret before signs, too (default: 24)').argParser(
        wholeNumber(0, 168),
      ),
    )
    .action((id: string, options: OwnOptions<RotateOptions>, self: Command) =>
      rotate(session, id, { ...options, ...globalsOf(self) }),
    );
}

async function rotate(session: Session, id: string, options: RotateOptions): Promise<void> {
  const { graceHours } = options;
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const path = `/v1/webhooks/${encodeURIComponent(id)}/rotate`;
    printSecret(session, options, await client.post<WebhookSecret>(path, { graceHours }), 'has a new secret');
  });
}
