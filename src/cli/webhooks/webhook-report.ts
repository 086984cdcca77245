import type { Colors } from 'picocolors/types.js';
import type {
  DeliveryView,
  WebhookProgress,
  WebhookView,
} from '../../webhooks/outbound/subscriptions/webhook.views.js';
import { titledList, titledTable } from '../terminal/titled-table.js';

/** A line for each webhook. */
export function webhookTable(webhooks: readonly WebhookView[], colors: Colors): string {
  const rows = webhooks.map(({ id, status, format, progress, url, description }) => [
    id,
    status,
    format,
    progress ? String(progress.pending) : '',
    url,
    description ?? '',
  ]);
  return titledTable(['webhook', 'status', 'format', 'pending', 'url', 'description'], rows, colors);
}

/** A line for each delivery, with its last attempt. */
export function deliveryTable(deliveries: readonly DeliveryView[], colors: Colors): string {
  const rows = deliveries.map(({ delivery, status, attempts, type, claim, log }) => {
    const last = log.at(-1);
    return [
      delivery,
      status,
      String(attempts),
      last?.at ?? '',
      last?.status === undefined ? (last?.failure ?? '') : String(last.status),
      type.replace(/^claim-ledger\.(.+)\.v\d+$/, '$1'),
      claim ?? '',
    ];
  });
  return titledTable(['delivery', 'status', 'attempts', 'last attempt', 'answer', 'type', 'claim'], rows, colors);
}

/** Everything of one webhook, a line for each thing. */
export function webhookReport(webhook: WebhookView, colors: Colors): string {
  const { filter, progress, replays, secrets } = webhook;
  const lines: (readonly [name: string, value: string | undefined])[] = [
    ['url', webhook.url],
    ['status', webhook.reason === undefined ? webhook.status : `${webhook.status}: ${webhook.reason}`],
    ['description', webhook.description],
    ...Object.entries(filter).map(([name, values]) => [name, (values as readonly string[]).join(', ')] as const),
    ['order', webhook.order],
    ['payload', webhook.payload],
    ['format', webhook.format],
    ['template', webhook.template],
    ['handshake', webhook.handshake],
    ['signature', webhook.signature],
    ['public keys', webhook.publicKeys?.join(' ')],
    ['secrets', secrets.map(({ until }) => (until === undefined ? 'current' : `until ${until}`)).join(', ')],
    ['abandoned', webhook.abandoned === 0 ? undefined : String(webhook.abandoned)],
    ['created', `${webhook.createdAt} by ${webhook.createdBy}`],
    ['progress', progress && progressInWords(progress)],
    ...replays.map((replay) => {
      const done = replay.progress ? `, ${progressInWords(replay.progress)}` : '';
      return ['replay', `${replay.id}: from ${replay.from} until ${replay.until}${done}`] as const;
    }),
  ];
  return titledList(webhook.id, lines, colors);
}

function progressInWords({ position, pending, oldestAt, failingSince, nextAt, trouble }: WebhookProgress): string {
  return [
    `read until ${position}`,
    `${pending} pending${oldestAt === undefined ? '' : `, the oldest recorded ${oldestAt}`}`,
    ...(failingSince === undefined ? [] : [`failing since ${failingSince}`]),
    ...(nextAt === undefined ? [] : [`next attempt ${nextAt}`]),
    ...(trouble === undefined ? [] : [trouble]),
  ].join('; ');
}
