import type { EventSchemas } from '../../validation/event-definition.js';
import { LEASE_EVENTS, LEASE_STREAM } from './dispatch/lease.js';
import { PROGRESS_EVENTS, PROGRESS_STREAMS } from './dispatch/progress.js';
import { WEBHOOK_EVENTS } from './subscriptions/subscription.event-types.js';
import { WEBHOOKS_STREAM } from './subscriptions/subscription.events.js';

/** The types of event in a stream of webhooks; undefined for another stream. */
export function webhookSchemas(stream: string): EventSchemas | undefined {
  if (stream === WEBHOOKS_STREAM) return WEBHOOK_EVENTS;
  if (stream === LEASE_STREAM) return LEASE_EVENTS;
  return stream.startsWith(PROGRESS_STREAMS) ? PROGRESS_EVENTS : undefined;
}
