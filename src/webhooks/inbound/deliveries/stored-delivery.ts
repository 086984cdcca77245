import { bytesOfBody } from '../../../deliveries/body-parts.js';
import { type DeliveryContinued, type DeliveryReceived, deliveryStream } from '../../../deliveries/delivery.events.js';
import type { EventLog } from '../../../event-log/event-log.js';
import { redactionsIn } from '../../../event-log/redaction.js';
import type { InboundPayload } from '../mapping/inbound-payload.js';

/** A delivery as the log has it. */
export interface StoredDelivery {
  readonly integration: string;
  readonly payload: InboundPayload;
  /** The id of its first event. */
  readonly event: string;
  readonly received: DeliveryReceived;
  /** Whether something of what was sent was redacted. */
  readonly isRedacted: boolean;
}

/** Undefined if there is none. Rejects with an `EventLogError`. */
export async function readDelivery(log: Pick<EventLog, 'readStream'>, id: string): Promise<StoredDelivery | undefined> {
  let found: (Omit<StoredDelivery, 'payload' | 'isRedacted'> & { readonly receivedAt: string }) | undefined;
  const parts: string[] = [];
  let isRedacted = false;
  for await (const { id: event, type, data, metadata } of log.readStream(deliveryStream(id))) {
    if (type === 'DeliveryReceived') {
      const received = data as unknown as DeliveryReceived;
      found = { integration: received.integration, event, received, receivedAt: metadata['recordedAt'] as string };
      parts.push(received.body);
    } else if (type === 'DeliveryContinued') parts.push((data as unknown as DeliveryContinued).body);
    else break;
    isRedacted ||= redactionsIn({ metadata }).length > 0;
  }
  if (!found) return undefined;
  const { receivedAt, ...rest } = found;
  const { name, contentType, headers, encoding } = rest.received;
  return {
    ...rest,
    isRedacted,
    payload: { id: name, receivedAt, contentType, headers, body: bytesOfBody({ encoding, parts }) },
  };
}
