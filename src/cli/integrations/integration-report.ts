import type { Colors } from 'picocolors/types.js';
import type { InboundDelivery } from '../../deliveries/delivery.queries.js';
import { EVENT_CATALOG } from '../../ledger/event-catalog.js';
import type { InboundDeliveryDetails } from '../../webhooks/inbound/deliveries/deliveries.views.js';
import type { IntegrationView } from '../../webhooks/inbound/integrations/integration.views.js';
import type { DeliveryPreview } from '../../webhooks/inbound/recording/delivery-outcome.js';
import { stateLines } from '../import/import-result.js';
import { titledList, titledTable } from '../terminal/titled-table.js';
import { sanitize } from '../terminal/text-layout.js';

/** A line for each integration. */
export const integrationTable = (integrations: readonly IntegrationView[], colors: Colors): string =>
  titledTable(
    ['integration', 'status', 'verification', 'mapping', 'waiting', 'failed', 'name'],
    integrations.map(({ id, status, verification, mapping, deliveries, name }) => [
      id,
      status,
      verification,
      mapping.kind,
      deliveries ? String(deliveries.waiting) : '',
      deliveries ? String(deliveries.failed) : '',
      name,
    ]),
    colors,
  );

/** Everything of one integration, a line for each thing. */
export function integrationReport(integration: IntegrationView, colors: Colors): string {
  const { id, status, reason, mapping, secrets, deliveries, lastRefusal, createdAt, createdBy } = integration;
  return titledList(
    id,
    [
      ['name', integration.name],
      ['status', reason === undefined ? status : `${status}: ${reason}`],
      ['address', integration.address],
      ['verification', integration.verification],
      ['mapping', mapping.kind === 'expression' ? mapping.expression : JSON.stringify(mapping)],
      ['scopes', integration.scopes.join(', ')],
      ['records as', integration.principal],
      ['secrets', secrets.map(({ until }) => (until === undefined ? 'current' : `until ${until}`)).join(', ')],
      ['created', `${createdAt} by ${createdBy}`],
      ['deliveries', deliveries && `${deliveries.waiting} waiting, ${deliveries.failed} failed`],
      [
        'last refusal',
        lastRefusal && `${lastRefusal.at} (${lastRefusal.count} in all) ${lastRefusal.header}: ${lastRefusal.reason}`,
      ],
    ],
    colors,
  );
}

/** A line for each delivery, with what became of it. */
export const inboundDeliveryTable = (deliveries: readonly InboundDelivery[], colors: Colors): string =>
  titledTable(
    ['delivery', 'status', 'received', 'bytes', 'outcome'],
    deliveries.map((delivery) => [
      delivery.id,
      delivery.status,
      delivery.receivedAt,
      String(delivery.size),
      outcomeOf(delivery),
    ]),
    colors,
  );

function outcomeOf({ failure, dropReason, recorded }: InboundDelivery): string {
  if (dropReason !== undefined) return dropReason;
  if (failure !== undefined) return failure;
  if (!recorded) return '';
  const { commands, unchanged, claims } = recorded;
  const about = claims.length === 0 ? '' : `: ${claims.join(', ')}`;
  return `${commands} recorded, ${unchanged} unchanged${about}`;
}

/** A delivery with what was sent. Its body is printed as it came, so that it can't change the terminal. */
export function inboundDeliveryReport(delivery: InboundDeliveryDetails, colors: Colors): string {
  const { id, status, name, receivedAt, contentType, size, attempts, changedAt, changedBy, errors = [] } = delivery;
  const report = titledList(
    id,
    [
      ['status', status],
      ['name', name],
      ['received', receivedAt],
      ['changed', `${changedAt} by ${changedBy}`],
      ['attempts', String(attempts)],
      ['outcome', outcomeOf(delivery)],
      ...errors.map(({ pointer, message }) => ['', `${pointer}: ${message}`] as const),
      ['type', contentType],
      ['bytes', String(size)],
      ...Object.entries(delivery.headers),
    ],
    colors,
  );
  return `${report}\n${delivery.encoding === 'utf8' ? sanitize(delivery.body) : delivery.body}\n`;
}

/** What a payload would record. */
export function previewReport({ commands, failures, states, summary }: DeliveryPreview): string {
  const lines = [
    ...commands.map(commandLine),
    ...(commands.length === 0 && failures.length === 0 ? ['Nothing would be recorded.'] : []),
    ...(commands.length > 0 && failures.length === 0 ? stateLines(summary, states) : []),
    ...failures.map(({ message, errors = [] }) =>
      [message, ...errors.map((error) => `  ${error.pointer}: ${error.message}`)].join('\n'),
    ),
  ];
  return lines.flatMap((line) => line.split('\n').map((text) => `${sanitize(text)}\n`)).join('');
}

function commandLine({ command, wouldRecord, failure }: DeliveryPreview['commands'][number], index: number): string {
  const type = typeof command['type'] === 'string' ? command['type'] : '';
  const target = command[EVENT_CATALOG.get(type)?.aggregate ?? ''];
  const entry = wouldRecord[0]?.id;
  const about = typeof target === 'string' ? ` ${target}${entry === undefined ? '' : `/${entry}`}` : '';
  const outcome = failure ? 'rejected' : wouldRecord.length === 0 ? 'nothing to record' : 'would be recorded';
  return `${index + 1} ${type}${about}: ${outcome}`;
}
