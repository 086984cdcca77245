import { type Command, Option } from 'commander';
import { DELIVERY_STATUSES } from '../../deliveries/delivery.decider.js';
import type { InboundDelivery } from '../../deliveries/delivery.queries.js';
import type { InboundDeliveryDetails } from '../../webhooks/inbound/deliveries/deliveries.views.js';
import { withChoices } from '../choices.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { inboundDeliveryReport, inboundDeliveryTable } from '../integrations/integration-report.js';
import { DEFAULT_LIMIT, limitOption } from '../lists/print-list.js';

interface DeliveriesOptions extends GlobalOptions {
  readonly status?: string;
  readonly limit?: number;
}

export function defineIntegrationsDeliveries(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of an integration')
    .argument('[delivery]', 'the id of a delivery: print it with what was sent')
    .addOption(withChoices(new Option('--status <status>', 'only deliveries in this state'), DELIVERY_STATUSES))
    .addOption(limitOption())
    .action((id: string, delivery: string | undefined, options: OwnOptions<DeliveriesOptions>, self: Command) => {
      const all = { ...options, ...globalsOf(self) };
      return delivery === undefined ? list(session, id, all) : show(session, id, delivery, all);
    });
}

async function list(session: Session, id: string, options: DeliveriesOptions): Promise<void> {
  const { status, limit = DEFAULT_LIMIT } = options;
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const deliveries: InboundDelivery[] = [];
    const path = `/v1/integrations/${encodeURIComponent(id)}/deliveries`;
    for await (const page of client.pages<InboundDelivery>(path, { status }, limit)) deliveries.push(...page.items);
    if (options.json) for (const delivery of deliveries) session.output.json(delivery);
    else session.output.write(inboundDeliveryTable(deliveries, session.printing().colors));
  });
}

async function show(session: Session, id: string, delivery: string, options: GlobalOptions): Promise<void> {
  const path = `/v1/integrations/${encodeURIComponent(id)}/deliveries/${encodeURIComponent(delivery)}`;
  const shown = await session.withLedger(options, { create: false }, ({ client }) =>
    client.get<InboundDeliveryDetails>(path),
  );
  if (options.json) session.output.json(shown);
  else session.output.write(inboundDeliveryReport(shown, session.printing().colors));
}
