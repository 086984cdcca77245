import { randomUUID } from 'node:crypto';
import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CommandExecutor, SCHEMA_VERSION } from '../../command-handling/command-executor.js';
import type { EventMetadata } from '../../domain/domain-event.js';
import { ReferenceChecker } from '../../command-handling/reference-checker.js';
import { PositionCheck } from '../../http/position-check.js';
import { SecretBox } from '../../lib/secret-box.js';
import { Metrics } from '../../operations/metrics.js';
import { CurrentReadModel } from '../../read-model/current-read-model.js';
import { DeliveryClient, type DeliverySettings } from '../delivery/delivery-client.js';
import { DeliveryLog } from './deliveries/delivery-log.js';
import { DeliveryLogs, WebhookDeliveriesController } from './deliveries/webhook-deliveries.controller.js';
import { Dispatching, type DispatchingParts } from './dispatch/dispatching.js';
import { Lease } from './dispatch/lease.js';
import { SettingsCheck } from './subscriptions/settings-check.js';
import { WebhookPositions } from './webhook-positions.js';
import { WebhookViews } from './webhook-views.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksService } from './webhooks.service.js';

export interface WebhookSettings {
  /** The id of the log. */
  readonly log: string;
  /** Encrypt the secrets; without a key, webhooks are off. */
  readonly secretsKeys: readonly string[];
  readonly delivery: DeliverySettings;
  /** The file of the attempts. */
  readonly deliveriesFile: string;
  /** What sends, and whether it must hold a lease; undefined in a process that doesn't send. */
  readonly sending:
    | (Pick<DispatchingParts, 'log' | 'dispatcher' | 'onTrouble'> & {
        /** Whether other instances may append to the log. */
        readonly isShared: boolean;
      })
    | undefined;
}

/** What has to be closed when the server has stopped. */
class OpenWebhooks extends DeliveryLogs implements OnApplicationShutdown {
  constructor(
    readonly log: DeliveryLog | undefined,
    private readonly client: DeliveryClient | undefined,
  ) {
    super();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client?.close();
    this.log?.close();
  }
}

/** Which instance sends is recorded by the first principal, which every ledger has. */
function leaseMetadata(executor: CommandExecutor): EventMetadata {
  const id = randomUUID();
  const recordedAt = executor.now();
  return { schemaVersion: SCHEMA_VERSION, recordedAt, recordedBy: 'admin', correlationId: id, causationId: id };
}

/** Webhooks: where events and changes of status are sent. */
@Module({})
export class OutboundWebhooksModule {
  static on({ log, secretsKeys, delivery, deliveriesFile, sending }: WebhookSettings): DynamicModule {
    const isOn = secretsKeys.length > 0;
    const client = isOn ? new DeliveryClient(delivery) : undefined;
    return {
      module: OutboundWebhooksModule,
      controllers: [WebhooksController, WebhookDeliveriesController],
      providers: [
        {
          provide: Dispatching,
          useFactory: (
            executor: CommandExecutor,
            current: CurrentReadModel,
            metrics: Metrics,
            { log: deliveries }: DeliveryLogs,
          ) => {
            if (!deliveries || !sending) return null;
            const { isShared, ...parts } = sending;
            const dispatching = new Dispatching({
              ...parts,
              ...(isShared && { lease: new Lease(parts.log, deliveries.instance, () => leaseMetadata(executor)) }),
              executor,
              current,
              onAttempt: (isDelivered, seconds) => {
                metrics.countWebhookAttempt(isDelivered, seconds);
              },
            });
            metrics.watchWebhooks(() => dispatching.gauges());
            dispatching.start();
            return dispatching;
          },
          inject: [CommandExecutor, CurrentReadModel, Metrics, DeliveryLogs],
        },
        {
          provide: WebhooksService,
          useFactory: (executor: CommandExecutor, references: ReferenceChecker, dispatching: Dispatching | null) =>
            new WebhooksService(
              client && {
                log,
                executor,
                box: new SecretBox(secretsKeys),
                check: new SettingsCheck(references, client),
                dispatching: dispatching ?? undefined,
              },
            ),
          inject: [CommandExecutor, ReferenceChecker, Dispatching],
        },
        {
          provide: DeliveryLogs,
          useFactory: () => new OpenWebhooks(isOn ? DeliveryLog.open(deliveriesFile) : undefined, client),
        },
        {
          provide: WebhookPositions,
          useFactory: (current: CurrentReadModel, check: PositionCheck) => new WebhookPositions(current, check),
          inject: [CurrentReadModel, PositionCheck],
        },
        {
          provide: WebhookViews,
          useFactory: (webhooks: WebhooksService) => new WebhookViews(webhooks, log),
          inject: [WebhooksService],
        },
      ],
    };
  }
}
