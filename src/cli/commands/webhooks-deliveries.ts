import { type Command, Option } from 'commander';
import { DELIVERY_STATES } from '../../webhooks/outbound/subscriptions/webhook.dto.js';
import type { DeliveryView, DeliveryViewPage } from '../../webhooks/outbound/subscriptions/webhook.views.js';
import { withChoices } from '../choices.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { DEFAULT_LIMIT, limitOption } from '../lists/print-list.js';
import { warn } from '../terminal/warn.js';
import { deliveryTable } from '../webhooks/webhook-report.js';

interface DeliveriesOptions extends GlobalOptions {
  readonly status?: string;
  readonly limit?: number;
}

export function defineWebhooksDeliveries(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of a webhook')
    .addOption(withChoices(new Option('--status <status>', 'only deliveries in this state'), DELIVERY_STATES))
    .addOption(limitOption())
    .action((id: string, options: OwnOptions<DeliveriesOptions>, self: Command) =>
      list(session, id, { ...options, ...globalsOf(self) }),
    );
}

async function list(session: Session, id: string, options: DeliveriesOptions): Promise<void> {
  const { status, limit = DEFAULT_LIMIT } = options;
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const deliveries: DeliveryView[] = [];
    const path = `/v1/webhooks/${encodeURIComponent(id)}/deliveries`;
    let instance: DeliveryViewPage['instance'] | undefined;
    for await (const page of client.pages<DeliveryView, DeliveryViewPage>(path, { status }, limit)) {
      deliveries.push(...page.items);
      ({ instance } = page);
    }
    if (options.json) for (const delivery of deliveries) session.output.json(delivery);
    else session.output.write(deliveryTable(deliveries, session.printing().colors));
    if (instance && !instance.sends) warn(notSending(instance.host), options);
  });
}

const notSending = (host: string): string =>
  `the instance on ${host} does not send now. Each instance lists only the deliveries that it made.`;
