import { type DynamicModule, Module } from '@nestjs/common';
import { AccessService } from '../../access/access.service.js';
import { CommandExecutor } from '../../command-handling/command-executor.js';
import { SecretBox } from '../../lib/secret-box.js';
import { IntegrationViews } from './integrations/integration-views.js';
import { IntegrationsController } from './integrations/integrations.controller.js';
import { IntegrationsService } from './integrations/integrations.service.js';

export interface InboundSettings {
  /** Encrypt the secrets; without a key, integrations are off. */
  readonly secretsKeys: readonly string[];
  readonly publicUrl: string | undefined;
}

/** Integrations: what other services send to the ledger. */
@Module({})
export class InboundWebhooksModule {
  static on({ secretsKeys, publicUrl }: InboundSettings): DynamicModule {
    return {
      module: InboundWebhooksModule,
      controllers: [IntegrationsController],
      providers: [
        { provide: IntegrationViews, useValue: new IntegrationViews(publicUrl) },
        {
          provide: IntegrationsService,
          useFactory: (executor: CommandExecutor, access: AccessService) =>
            new IntegrationsService(
              secretsKeys.length > 0 ? { executor, access, box: new SecretBox(secretsKeys) } : undefined,
            ),
          inject: [CommandExecutor, AccessService],
        },
      ],
    };
  }
}
