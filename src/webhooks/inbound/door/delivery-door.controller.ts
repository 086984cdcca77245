import { Readable } from 'node:stream';
import {
  Controller,
  Options,
  Param,
  PayloadTooLargeException,
  Post,
  Req,
  Res,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../../access/access.guard.js';
import { contentEncoding } from '../../../http/content-encoding.js';
import { ApiGroup, ApiRoute } from '../../../http/openapi.decorators.js';
import { type Acceptance, DeliveryDoor, MAX_DELIVERY_BYTES } from './delivery-door.js';

@Controller('v1/integrations/:id/deliveries')
@Public()
@ApiGroup({
  tag: 'integrations',
  about: 'What other services send to the ledger, and what is recorded of it. All requires the scope `integrations`.',
  one: 'an integration',
})
export class DeliveryDoorController {
  constructor(private readonly door: DeliveryDoor) {}

  @Post()
  @ApiRoute({
    summary: 'Send a delivery to an integration',
    description:
      'For the sender, which has the secret of the integration and no key. 202 means that the delivery is durable; it is processed afterwards. The same delivery again gets 200 and records nothing.',
    body: 'bytes',
    answer: 'Acceptance',
    statuses: [202, 200],
    problems: [401, 422],
  })
  async deliver(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Acceptance> {
    if (contentEncoding(request, reply) !== 'identity') {
      throw new UnsupportedMediaTypeException('Send the body uncompressed: it is verified as it was signed.');
    }
    const accepted = await this.door.accept(id, { headers: request.headers, body: await bodyOf(request, reply) });
    void reply.status(accepted.duplicate ? 200 : 202);
    return accepted;
  }

  /** By "HTTP 1.1 Web Hooks for Event Delivery" of CloudEvents, a sender asks before it sends. Every sender may. */
  @Options()
  @ApiRoute({
    summary: 'Ask whether deliveries may be sent',
    description:
      'The handshake of CloudEvents, for senders that ask before they send: `WebHook-Allowed-Origin` repeats `WebHook-Request-Origin`. Every sender may send; what counts is the signature.',
    answer: 'object',
    sends: ['Allow', 'WebHook-Allowed-Origin'],
  })
  options(@Req() { headers }: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): object {
    const origin = headers['webhook-request-origin'];
    if (typeof origin === 'string') void reply.header('WebHook-Allowed-Origin', origin);
    void reply.header('Allow', 'POST, OPTIONS');
    return {};
  }
}

/** The bytes as they came. Throws a `PayloadTooLargeException`. */
async function bodyOf({ body }: FastifyRequest, reply: FastifyReply): Promise<Buffer> {
  if (Buffer.isBuffer(body)) return limited(body);
  if (!(body instanceof Readable)) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_DELIVERY_BYTES) {
      // The rest isn't read, so nothing that follows it on this connection would be.
      void reply.header('Connection', 'close');
      throw tooLarge();
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function limited(body: Buffer): Buffer {
  if (body.length > MAX_DELIVERY_BYTES) throw tooLarge();
  return body;
}

const tooLarge = (): Error =>
  new PayloadTooLargeException(`A delivery may have at most ${MAX_DELIVERY_BYTES} bytes. Send several smaller ones.`);
