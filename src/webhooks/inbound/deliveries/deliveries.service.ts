import type { CommandContext, CommandResult } from '../../../command-handling/command-context.js';
import type { CommandExecutor } from '../../../command-handling/command-executor.js';
import { CommandRejectedError, NotFoundError } from '../../../command-handling/errors.js';
import { deliveryDecider, REDACTED_DELIVERY } from '../../../deliveries/delivery.decider.js';
import { deliveryStream } from '../../../deliveries/delivery.events.js';
import { DeliveryQueries } from '../../../deliveries/delivery.queries.js';
import type { EventLog } from '../../../event-log/event-log.js';
import { hasRedacted } from '../../../event-log/redaction.js';
import type { CurrentReadModel } from '../../../read-model/current-read-model.js';
import { REDACTED_MAPPING } from '../integrations/integration.state.js';
import type { IntegrationsService } from '../integrations/integrations.service.js';
import type { InboundPayload } from '../mapping/inbound-payload.js';
import type { Mapping } from '../mapping/mapping.js';
import type { DeliveryPreview } from '../recording/delivery-outcome.js';
import type { DeliveryRecorder } from '../recording/delivery-recorder.js';
import { integrationPrincipal } from '../recording/integration-principal.js';
import type { DeliveryProcessor } from './delivery-processor.js';
import { readDelivery, type StoredDelivery } from './stored-delivery.js';

/** A request to retry all that failed retries the oldest ones, at most this many. */
export const MAX_RETRIES = 1_000;

export interface DeliveriesParts {
  readonly log: Pick<EventLog, 'readStream'>;
  readonly executor: CommandExecutor;
  readonly current: CurrentReadModel;
  readonly integrations: IntegrationsService;
  readonly recorder: DeliveryRecorder;
  /** Undefined in a process that serves one command: a server processes what it leaves. */
  readonly processor: DeliveryProcessor | undefined;
}

/** Retries and drops deliveries, and shows what a payload would record. */
export class DeliveriesService {
  constructor(private readonly parts: DeliveriesParts) {}

  /** Rejects with a `NotFoundError` unless the integration has it. */
  async read(integration: string, id: string): Promise<StoredDelivery> {
    const stored = await readDelivery(this.parts.log, id);
    if (stored?.integration !== integration) throw new NotFoundError('delivery', id);
    return stored;
  }

  /** The payload of a delivery, to be tried. Rejects with a `CommandRejectedError` if something of it was redacted. */
  async payloadOf(integration: string, id: string): Promise<InboundPayload> {
    const { payload, isRedacted } = await this.read(integration, id);
    if (isRedacted) throw rejected('redacted', REDACTED_DELIVERY);
    return payload;
  }

  async retry(integration: string, delivery: string, context: CommandContext): Promise<CommandResult> {
    await this.parts.integrations.get(integration);
    const command = { command: 'retry', integration, delivery } as const;
    const recorded = await this.record(delivery, command, context);
    this.parts.processor?.add(integration, delivery);
    return recorded;
  }

  /** Returns how many deliveries that failed are waiting again. */
  async retryFailed(integration: string, context: CommandContext): Promise<number> {
    await this.parts.integrations.get(integration);
    const { idempotency: _once, ...each } = context;
    const failed = this.parts.current.queries(DeliveryQueries).failed(integration, MAX_RETRIES);
    let retried = 0;
    for (const delivery of failed) {
      try {
        const { written } = await this.retry(integration, delivery, each);
        if (written.length > 0) retried += 1;
      } catch (error) {
        // It was redacted, or dropped meanwhile: the others are retried nevertheless.
        if (!(error instanceof CommandRejectedError)) throw error;
      }
    }
    return retried;
  }

  async drop(integration: string, delivery: string, reason: string, context: CommandContext): Promise<CommandResult> {
    await this.parts.integrations.get(integration);
    return this.record(delivery, { command: 'drop', integration, delivery, reason }, context);
  }

  /** What a payload would record now, by the mapping of the integration or another one. Records nothing. */
  async tryOut(integration: string, payload: InboundPayload, mapping?: Mapping): Promise<DeliveryPreview> {
    const { settings } = await this.parts.integrations.get(integration);
    if (!mapping && hasRedacted(settings.mapping)) throw rejected('redacted-mapping', REDACTED_MAPPING);
    const principal = integrationPrincipal(integration, settings.scopes);
    return this.parts.recorder.tryOut(mapping ?? settings.mapping, payload, principal);
  }

  private record(
    delivery: string,
    command: Parameters<typeof deliveryDecider.decide>[1],
    context: CommandContext,
  ): Promise<CommandResult> {
    return this.parts.executor.record(deliveryStream(delivery), deliveryDecider, command, context);
  }
}

const rejected = (code: string, message: string): CommandRejectedError =>
  new CommandRejectedError([{ pointer: '', code, message }]);
