import type { InboundPayload } from '../../../../src/webhooks/inbound/mapping/inbound-payload.js';

/** A delivery with this body: text as it is, anything else as JSON. */
export const payloadOf = (body: unknown, changes: Partial<InboundPayload> = {}): InboundPayload => ({
  id: 'msg-1',
  receivedAt: '2024-05-12T08:30:00.000Z',
  contentType: 'application/json',
  headers: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  ...changes,
});
