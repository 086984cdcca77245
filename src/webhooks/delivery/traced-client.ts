import { activeSpan } from '../../tracing/span.js';
import type { Tracer } from '../../tracing/tracer.js';
import type { DeliveryClient } from './delivery-client.js';
import { portOf } from './url-problem.js';

/**
 * Each attempt is a trace of its own, which the receiver can continue: it gets `traceparent`. It points to the batch in
 * which it was made. The trace names the host of the receiver and the event, never the rest of the address, which may be secret.
 */
export const tracedClient = (client: Pick<DeliveryClient, 'send'>, tracer: Tracer): Pick<DeliveryClient, 'send'> => ({
  send: async (attempt, signal) => {
    const { url, method = 'POST', headers } = attempt;
    const address = new URL(url);
    const event = headers['webhook-id'];
    const batch = activeSpan();
    const span = tracer.begin(method, {
      kind: 'client',
      links: batch ? [batch] : [],
      attributes: {
        'http.request.method': method,
        'server.address': address.hostname,
        'server.port': portOf(address),
        ...(event !== undefined && { 'claim_ledger.event': event }),
      },
    });
    const outcome = await client.send({ ...attempt, headers: { ...headers, ...span.headers() } }, signal);
    if (outcome.kind === 'failed') span.fail(outcome.reason);
    else {
      span.set({ 'http.response.status_code': outcome.status });
      if (outcome.status >= 400) span.fail(String(outcome.status));
    }
    span.end();
    return outcome;
  },
});
