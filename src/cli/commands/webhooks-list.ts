import type { Command } from 'commander';
import type { WebhookView } from '../../webhooks/outbound/subscriptions/webhook.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { webhookTable } from '../webhooks/webhook-report.js';

export function defineWebhooksList(command: Command, { session }: CommandContext): void {
  command.action((_options, self: Command) => list(session, globalsOf(self)));
}

async function list(session: Session, options: GlobalOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const { items } = await client.get<{ items: readonly WebhookView[] }>('/v1/webhooks');
    if (options.json) for (const webhook of items) session.output.json(webhook);
    else session.output.write(webhookTable(items, session.printing().colors));
  });
}
