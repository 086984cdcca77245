import { hash, randomUUID } from 'node:crypto';
import { UnauthenticatedError } from '../../../access/errors.js';
import type { CommandExecutor } from '../../../command-handling/command-executor.js';
import { storedBody } from '../../../deliveries/body-parts.js';
import { deliveryDecider } from '../../../deliveries/delivery.decider.js';
import { deliveryId, deliveryStream } from '../../../deliveries/delivery.events.js';
import { type DeliveryQueries, MAX_COUNTED } from '../../../deliveries/delivery.queries.js';
import { TooManyDeliveriesError } from '../../../http/errors.js';
import { TOLERANCE_SECONDS } from '../../signing/verify.js';
import type { IntegrationsService } from '../integrations/integrations.service.js';
import { principalIdOf } from '../recording/integration-principal.js';
import type { DeliveryRefusals } from './delivery-refusals.js';
import { type InboundRequest, passDoor } from './door.js';
import { storedHeaders } from './stored-headers.js';

/** The largest body of a delivery. */
export const MAX_DELIVERY_BYTES = 256 * 1024;
const MAX_CONTENT_TYPE = 200;

/** What a delivery led to: it is durable, and is processed next. */
export interface Acceptance {
  /** The id of the delivery, a UUID. */
  readonly id: string;
  /** Whether it was accepted before; then nothing was recorded now. */
  readonly duplicate: boolean;
}

export interface DeliveryDoorParts {
  readonly integrations: Pick<IntegrationsService, 'find' | 'doorSecrets'>;
  readonly executor: CommandExecutor;
  readonly refusals: DeliveryRefusals;
  /** Returns undefined while there is no read model. */
  readonly queries: () => Pick<DeliveryQueries, 'count'> | undefined;
  readonly onRefused: () => void;
  readonly onAccepted: (integration: string, acceptance: Acceptance) => void;
}

/** Verifies what comes in, and accepts it: when it answers, the delivery is in the log. */
export class DeliveryDoor {
  constructor(private readonly parts: DeliveryDoorParts) {}

  /**
   * Accepts a delivery once. Rejects with an `UnauthenticatedError`, the same one whether there is no such integration or
   * the sender isn't verified; with an `IdempotencyKeyReusedError` for another body under a key that the sender chose; with
   * a `TooManyDeliveriesError`, an `UnsealError`, a `WebhooksOffError` or an `EventLogError`.
   */
  async accept(id: string, request: InboundRequest): Promise<Acceptance> {
    const { integrations, executor, refusals, onAccepted, onRefused } = this.parts;
    const integration = await integrations.find(id);
    const now = executor.now();
    const passage =
      integration &&
      passDoor(integration.verification, integrations.doorSecrets(integration), request, Date.parse(now));
    if (!integration || !passage?.isOpen) {
      if (passage?.isOpen === false) refusals.note(id, passage, now);
      onRefused();
      throw new UnauthenticatedError(REFUSED);
    }
    const accepted = await this.record(id, passage.delivery, passage.isChosen, request);
    onAccepted(id, accepted);
    return accepted;
  }

  private async record(
    integration: string,
    name: string,
    isChosen: boolean,
    { headers, body }: InboundRequest,
  ): Promise<Acceptance> {
    this.requireRoom(integration);
    const id = deliveryId(integration, name);
    const { encoding, parts } = storedBody(body);
    const [first = '', ...rest] = parts;
    const received = {
      integration,
      name,
      contentType: (headers['content-type']?.toString() ?? '').slice(0, MAX_CONTENT_TYPE),
      headers: storedHeaders(headers),
      size: body.length,
      digest: hash('sha256', body, 'hex'),
      encoding,
      body: first,
    };
    const command = { command: 'receive', received, rest: rest.map((part) => ({ body: part })), isChosen } as const;
    const request = randomUUID();
    const context = { principal: principalIdOf(integration), correlationId: request, causationId: request };
    const { written } = await this.parts.executor.record(deliveryStream(id), deliveryDecider, command, context);
    return { id, duplicate: written.length === 0 };
  }

  /** A paused integration, or one that is sent more than can be processed, must not fill the log. */
  private requireRoom(integration: string): void {
    const waiting = this.parts.queries()?.count(integration, 'waiting') ?? 0;
    if (waiting >= MAX_COUNTED) throw new TooManyDeliveriesError(MAX_COUNTED);
  }
}

const REFUSED = `Not accepted: there is no such integration, or this isn't signed as it requires. Check the address, the secret, and that the bytes are sent as they were signed, with a timestamp within ${TOLERANCE_SECONDS} seconds. GET of the integration shows the reason to those who manage it.`;
