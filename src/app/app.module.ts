import { type DynamicModule, Module } from '@nestjs/common';
import { ActorsModule } from '../actors/actors.module.js';
import { ArchiveModule } from '../archive/archive.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import type { Config } from '../config.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { FeedsModule } from '../feeds/feeds.module.js';
import { ImportModule } from '../import/import.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { LedgerModule } from './ledger.module.js';
import { NarrativesModule } from '../narratives/narratives.module.js';
import { OpenApiModule } from '../openapi/openapi.module.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { OperationsModule } from '../operations/operations.module.js';
import { Scenarios } from '../claims/scenario/scenarios.js';
import { Turns } from '../http/turns.js';
import { ledgerPolicies } from '../ledger/policies.js';
import { ReplayModule } from '../replay/replay.module.js';
import { tracedReplays } from '../replay/traced-replays.js';
import { Replays } from '../replay/replays.js';
import { Analyses } from '../reliance/analyses.js';
import { RelianceModule } from '../reliance/reliance.module.js';
import { AnalysisThreads } from '../threads/analysis-thread.js';
import { ReplayThreads } from '../threads/replay-thread.js';
import { ScenarioThread } from '../threads/scenario-thread.js';
import { InboundWebhooksModule } from '../webhooks/inbound/inbound.module.js';
import { OutboundWebhooksModule } from '../webhooks/outbound/webhooks.module.js';
import { ErasureModule } from '../erasure/erasure.module.js';
import { erasureSettings } from './erasure-settings.js';
import { integrationSettings } from './integration-settings.js';
import { webhookSettings } from './webhook-settings.js';
import type { LedgerResources, OpenOptions } from './ledger-resources.js';

@Module({})
export class AppModule {
  static on(stores: LedgerResources, config: Config, options: OpenOptions): DynamicModule {
    const replays = new Replays(config.dataFolder, stores.current, tracedReplays(new ReplayThreads(), options.tracer));
    const evaluator = new ScenarioThread();
    const turns = new Turns();
    const webhooks = webhookSettings(stores, config, options);
    return {
      module: AppModule,
      imports: [
        LedgerModule.on(stores, config, turns),
        ActorsModule,
        DocumentsModule,
        ClaimsModule,
        NarrativesModule,
        PoliciesModule,
        ImportModule,
        FeedsModule.on(stores.log.id),
        ReplayModule.on(
          replays,
          new Scenarios(stores.current, ledgerPolicies(stores.policy, stores.current), replays, evaluator, turns),
          evaluator,
        ),
        RelianceModule.on(new Analyses(stores.current, new AnalysisThreads())),
        ArchiveModule.on(stores.stored),
        KeysModule.on(config.reading),
        ErasureModule.on(erasureSettings(stores, config, replays, webhooks)),
        OutboundWebhooksModule.on(webhooks),
        InboundWebhooksModule.on(integrationSettings(stores, config, options)),
        OperationsModule,
        OpenApiModule,
      ],
    };
  }
}
