import { DELIVERY_EVENTS } from '../../deliveries/delivery.event-types.js';
import { deliveryOfStream } from '../../deliveries/delivery.events.js';
import type { EventSchemas } from '../../validation/event-definition.js';
import { INTEGRATION_EVENTS } from './integrations/integration.event-types.js';
import { INTEGRATIONS_STREAM } from './integrations/integration.events.js';

/** The types of event in a stream of integrations or of a delivery; undefined for another stream. */
export function integrationSchemas(stream: string): EventSchemas | undefined {
  if (stream === INTEGRATIONS_STREAM) return INTEGRATION_EVENTS;
  return deliveryOfStream(stream) === undefined ? undefined : DELIVERY_EVENTS;
}
