import { type BeforeApplicationShutdown, type DynamicModule, Module } from '@nestjs/common';
import { AccessService } from '../../access/access.service.js';
import { CommandExecutor } from '../../command-handling/command-executor.js';
import { DryRuns } from '../../command-handling/dry-run.js';
import { DeliveryQueries } from '../../deliveries/delivery.queries.js';
import type { Tracer } from '../../tracing/tracer.js';
import type { EventLog } from '../../event-log/event-log.js';
import { SecretBox } from '../../lib/secret-box.js';
import { Metrics } from '../../operations/metrics.js';
import { CurrentReadModel } from '../../read-model/current-read-model.js';
import type { Expressions } from '../expressions/expressions.js';
import { DeliveriesService } from './deliveries/deliveries.service.js';
import { DeliveryProcessor } from './deliveries/delivery-processor.js';
import { InboundDeliveriesController } from './deliveries/inbound-deliveries.controller.js';
import { DeliveryDoor } from './door/delivery-door.js';
import { DeliveryDoorController } from './door/delivery-door.controller.js';
import { DeliveryRefusals } from './door/delivery-refusals.js';
import { IntegrationViews } from './integrations/integration-views.js';
import { IntegrationsController } from './integrations/integrations.controller.js';
import { IntegrationsService } from './integrations/integrations.service.js';
import { DeliveryRecorder } from './recording/delivery-recorder.js';
import { DeliveryRecordingModule } from './recording/delivery-recording.module.js';

export interface InboundSettings {
  /** Encrypt the secrets; without a key, integrations are off. */
  readonly secretsKeys: readonly string[];
  readonly publicUrl: string | undefined;
  readonly log: Pick<EventLog, 'readStream'>;
  /** Closed with the application. */
  readonly expressions: Expressions;
  /** Who processes deliveries; undefined in a process that serves one command. */
  readonly processing:
    | {
        /** Whether other instances may append to the log. */
        readonly isShared: boolean;
        readonly onTrouble: (message: string, error: unknown) => void;
        /** Begins a trace; undefined without traces. */
        readonly trace: Tracer['begin'] | undefined;
      }
    | undefined;
}

/** Ends the processing before what it uses is closed. */
class OpenProcessor implements BeforeApplicationShutdown {
  constructor(readonly processor: DeliveryProcessor | undefined) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.processor?.close();
  }
}

const queriesOf = (current: CurrentReadModel) => () =>
  current.generation === undefined ? undefined : current.queries(DeliveryQueries);

/** Integrations: what other services send to the ledger. */
@Module({})
export class InboundWebhooksModule {
  static on({ secretsKeys, publicUrl, log, expressions, processing }: InboundSettings): DynamicModule {
    const refusals = new DeliveryRefusals();
    return {
      module: InboundWebhooksModule,
      imports: [DeliveryRecordingModule.on(expressions, log)],
      controllers: [IntegrationsController, DeliveryDoorController, InboundDeliveriesController],
      providers: [
        {
          provide: IntegrationViews,
          useFactory: (current: CurrentReadModel) => new IntegrationViews(publicUrl, refusals, queriesOf(current)),
          inject: [CurrentReadModel],
        },
        {
          provide: IntegrationsService,
          useFactory: (executor: CommandExecutor, dryRuns: DryRuns, access: AccessService) =>
            new IntegrationsService(
              secretsKeys.length > 0 ? { executor, dryRuns, access, box: new SecretBox(secretsKeys) } : undefined,
            ),
          inject: [CommandExecutor, DryRuns, AccessService],
        },
        {
          provide: OpenProcessor,
          useFactory: (
            executor: CommandExecutor,
            current: CurrentReadModel,
            integrations: IntegrationsService,
            recorder: DeliveryRecorder,
            metrics: Metrics,
          ) => {
            metrics.watchDeliveries((status) => queriesOf(current)()?.countAll(status));
            if (!processing) return new OpenProcessor(undefined);
            const processor = new DeliveryProcessor({
              log,
              executor,
              current,
              integrations,
              recorder,
              ...processing,
              onProcessed: (outcome) => {
                metrics.countDelivery(outcome);
              },
            });
            integrations.onChange(() => {
              processor.look();
            });
            processor.start();
            return new OpenProcessor(processor);
          },
          inject: [CommandExecutor, CurrentReadModel, IntegrationsService, DeliveryRecorder, Metrics],
        },
        {
          provide: DeliveriesService,
          useFactory: (
            executor: CommandExecutor,
            current: CurrentReadModel,
            integrations: IntegrationsService,
            recorder: DeliveryRecorder,
            { processor }: OpenProcessor,
          ) => new DeliveriesService({ log, executor, current, integrations, recorder, processor }),
          inject: [CommandExecutor, CurrentReadModel, IntegrationsService, DeliveryRecorder, OpenProcessor],
        },
        {
          provide: DeliveryDoor,
          useFactory: (
            executor: CommandExecutor,
            current: CurrentReadModel,
            integrations: IntegrationsService,
            metrics: Metrics,
            { processor }: OpenProcessor,
          ) =>
            new DeliveryDoor({
              executor,
              integrations,
              refusals,
              queries: queriesOf(current),
              onRefused: () => {
                metrics.countDelivery('refused');
              },
              onAccepted: (integration, { id, duplicate }) => {
                metrics.countDelivery(duplicate ? 'duplicate' : 'accepted');
                if (!duplicate) processor?.add(integration, id);
              },
            }),
          inject: [CommandExecutor, CurrentReadModel, IntegrationsService, Metrics, OpenProcessor],
        },
      ],
    };
  }
}
