import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { AccessGuard } from '../access/access.guard.js';
import { AccessAudit } from '../access/access-audit.js';
import { AccessService } from '../access/access.service.js';
import { KeyAttempts } from '../access/key-attempts.js';
import { KeyUsageTracker } from '../access/key-usage.js';
import { KeyWatch } from '../access/key-watch.js';
import { type Config, logKind } from '../config.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { Freshness } from '../read-model/freshness.js';
import { RebuildProgress } from '../read-model/rebuild-progress.js';
import { ReadModelManager } from '../read-model/read-model-manager.js';
import { PositionCheck } from '../http/position-check.js';
import { DryRunResponder } from '../http/dry-run.js';
import { Turns } from '../http/turns.js';
import { WriteResponder } from '../http/write-response.js';
import { ListResponder } from '../http/list-responder.js';
import { LiveStreams } from '../http/live-streams.js';
import { StreamedResponses } from '../http/streamed-responses.js';
import { ReadYourWritesGuard } from '../http/read-your-writes.guard.js';
import { Metrics } from '../operations/metrics.js';
import { Readiness } from '../operations/readiness.js';
import { DryRuns } from '../command-handling/dry-run.js';
import { ReferenceChecker } from '../command-handling/reference-checker.js';
import { CommandExecutor } from '../command-handling/command-executor.js';
import { StatePreviews } from '../read-model/state-preview.js';
import { StatePreviewThreads } from '../threads/state-preview-thread.js';
import type { LedgerResources } from './ledger-resources.js';

/** The basis of every other module: the write path, the read model, and who may do what. */
@Global()
@Module({})
export class LedgerModule {
  static on(
    { log, policy, current, freshness, appends, meter, rebuilder }: LedgerResources,
    config: Config,
    turns: Turns,
  ): DynamicModule {
    const { reading, readWaitMs: waitMs } = config;
    const metrics = new Metrics({ current, freshness, appends, dataFolder: config.dataFolder });
    const counted = metrics.instrument(log, appends.observe);
    const recorder = new CommandExecutor(counted);
    const positions = new PositionCheck(log, current, waitMs);
    const dryRuns = new DryRuns(log);
    const access = new AccessService(recorder, freshness, logKind(config) === 'file');
    const keys = new KeyWatch(access);
    const streamed = new StreamedResponses(config.liveDrainMs, keys);
    const shared = [
      { provide: CommandExecutor, useValue: recorder },
      { provide: ReferenceChecker, useValue: new ReferenceChecker(log, recorder) },
      { provide: DryRuns, useValue: dryRuns },
      { provide: DryRunResponder, useValue: new DryRunResponder(dryRuns, current, config.projectionWaitMs, turns) },
      { provide: StatePreviews, useValue: new StatePreviewThreads(config, policy, current) },
      { provide: Turns, useValue: turns },
      { provide: CurrentReadModel, useValue: current },
      { provide: Freshness, useValue: freshness },
      { provide: RebuildProgress, useValue: meter },
      { provide: ReadModelManager, useValue: rebuilder },
      { provide: AccessService, useValue: access },
      { provide: AccessAudit, useValue: new AccessAudit(log, access) },
      {
        provide: KeyAttempts,
        useValue: new KeyAttempts(config.keyAttemptsPerMinute, (outcome) => {
          metrics.countKeyAttempt(outcome);
        }),
      },
      { provide: KeyWatch, useFactory: () => keys },
      { provide: KeyUsageTracker, useValue: new KeyUsageTracker(new CommandExecutor(counted)) },
      { provide: WriteResponder, useValue: new WriteResponder(current, log.id, config.projectionWaitMs) },
      { provide: PositionCheck, useValue: positions },
      { provide: Metrics, useValue: metrics },
      {
        provide: Readiness,
        useValue: new Readiness(freshness, appends, current, meter, { logKind: logKind(config), reading }),
      },
      { provide: StreamedResponses, useValue: streamed },
      { provide: ListResponder, useValue: new ListResponder(streamed) },
      {
        provide: LiveStreams,
        // Made by the framework, so that it ends the streams on shutdown.
        useFactory: () =>
          new LiveStreams(
            {
              heartbeatMs: config.liveHeartbeatMs,
              drainMs: config.liveDrainMs,
              maxClients: config.liveClients,
            },
            keys,
          ),
      },
    ];
    const readYourWrites = {
      provide: ReadYourWritesGuard,
      useFactory: (reflector: Reflector) =>
        new ReadYourWritesGuard(current, freshness, log.id, reflector, positions, reading),
      inject: [Reflector],
    };
    const guard = {
      provide: APP_GUARD,
      useFactory: (uses: KeyUsageTracker, reflector: Reflector) => new AccessGuard(uses, reflector, reading),
      inject: [KeyUsageTracker, Reflector],
    };
    return {
      module: LedgerModule,
      providers: [...shared, readYourWrites, guard],
      exports: [...shared, readYourWrites].map(({ provide }) => provide),
    };
  }
}
