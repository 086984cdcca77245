import type { EventSchemas } from '../../validation/event-definition.js';
import { INTEGRATION_EVENTS } from './integrations/integration.event-types.js';
import { INTEGRATIONS_STREAM } from './integrations/integration.events.js';

/** The types of event in a stream of integrations; undefined for another stream. */
export const integrationSchemas = (stream: string): EventSchemas | undefined =>
  stream === INTEGRATIONS_STREAM ? INTEGRATION_EVENTS : undefined;
