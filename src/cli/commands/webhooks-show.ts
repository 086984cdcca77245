import type { Command } from 'commander';
import type { WebhookView } from '../../webhooks/outbound/subscriptions/webhook.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { webhookReport } from '../webhooks/webhook-report.js';

export function defineWebhooksShow(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of a webhook')
    .action((id: string, _options, self: Command) => show(session, id, globalsOf(self)));
}

async function show(session: Session, id: string, options: GlobalOptions): Promise<void> {
  const webhook = await session.withLedger(options, { create: false }, ({ client }) =>
    client.get<WebhookView>(`/v1/webhooks/${encodeURIComponent(id)}`),
  );
  if (options.json) session.output.json(webhook);
  else session.output.write(webhookReport(webhook, session.printing().colors));
}
