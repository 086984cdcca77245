import type { FastifyRequest } from 'fastify';

/** Where integrations receive deliveries, by POST: the sender shows by the secret of the integration that it may send. */
export const DOOR_ROUTE = '/v1/integrations/:id/deliveries';

/** Whether this is a delivery: it needs no key, and its body is verified as it came before anything reads it. */
export const isDelivery = ({ method, routeOptions }: FastifyRequest): boolean =>
  method === 'POST' && routeOptions.url === DOOR_ROUTE;
