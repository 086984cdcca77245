import type { Colors } from 'picocolors/types.js';
import type {
  DeliveryView,
  WebhookProgress,
  WebhookView,
} from '../../webhooks/outbound/subscriptions/webhook.views.js';
import { padded, sanitize } from '../terminal/text-layout.js';

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
  return table(['webhook', 'status', 'format', 'pending', 'url', 'description'], rows, colors);
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
  return table(['delivery', 'status', 'attempts', 'last attempt', 'answer', 'type', 'claim'], rows, colors);
}

/** Everything of one webhook, a line for each thing. */
export function webhookReport(webhook: WebhookView, { bold }: Colors): string {
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
  const shown = lines.flatMap(([name, value]) => (value === undefined ? [] : [[name, sanitize(value)] as const]));
  const width = Math.max(...shown.map(([name]) => name.length));
  return [bold(webhook.id), ...shown.map(([name, value]) => `${padded(name, width)}  ${value}`)]
    .map((line) => `${line}\n`)
    .join('');
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

function table(titles: readonly string[], rows: readonly (readonly string[])[], { bold }: Colors): string {
  const cells = [titles, ...rows].map((row) => row.map((cell) => sanitize(cell)));
  const widths = titles.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line, index) => `${index === 0 ? bold(line) : line}\n`).join('');
}
