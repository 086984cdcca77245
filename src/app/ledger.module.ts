import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { AccessGuard } from '../access/access.guard.js';
import { AccessService } from '../access/access.service.js';
import { KeyUses } from '../access/key-usage.js';
import { type Config, logKind } from '../config.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { Freshness } from '../read-model/freshness.js';
import { RebuildMeter } from '../read-model/rebuild-progress.js';
import { Rebuilder } from '../projections/read-model-manager.js';
import { Answers } from '../http/write-response.js';
import { LongAnswers } from '../http/streamed-responses.js';
import { Present } from '../http/read-clock.js';
import { ReadYourWrites } from '../http/read-your-writes.interceptor.js';
import { Metrics } from '../operations/metrics.js';
import { Readiness } from '../operations/readiness.js';
import { Existence } from '../command-handling/reference-checker.js';
import { Recorder } from '../command-handling/command-executor.js';
import type { Stores } from './ledger-resources.js';

/** What every other module stands on: the write path, the read model, and who may do what. */
@Global()
@Module({})
export class LedgerModule {
  static on({ log, current, freshness, meter, rebuilder }: Stores, config: Config): DynamicModule {
    const { reading, readWaitMs: waitMs } = config;
    const metrics = new Metrics(current, freshness);
    const counted = metrics.counting(log);
    const recorder = new Recorder(counted);
    const shared = [
      { provide: Recorder, useValue: recorder },
      { provide: Existence, useValue: new Existence(log, recorder) },
      { provide: CurrentReadModel, useValue: current },
      { provide: Freshness, useValue: freshness },
      { provide: RebuildMeter, useValue: meter },
      { provide: Rebuilder, useValue: rebuilder },
      { provide: AccessService, useValue: new AccessService(recorder, freshness) },
      { provide: KeyUses, useValue: new KeyUses(new Recorder(counted)) },
      { provide: Answers, useValue: new Answers(current, log.id, config.projectionWaitMs) },
      { provide: Metrics, useValue: metrics },
      {
        provide: Readiness,
        useValue: new Readiness(freshness, current, meter, log.id, { logKind: logKind(config), reading }),
      },
      { provide: LongAnswers, useValue: new LongAnswers(config.liveDrainMs) },
      { provide: Present, useValue: new Present(current) },
    ];
    const readYourWrites = {
      provide: ReadYourWrites,
      useFactory: (reflector: Reflector) =>
        new ReadYourWrites(current, freshness, log.id, reflector, { waitMs, reading }),
      inject: [Reflector],
    };
    const guard = {
      provide: APP_GUARD,
      useFactory: (access: AccessService, uses: KeyUses, reflector: Reflector) =>
        new AccessGuard(access, uses, reflector, reading),
      inject: [AccessService, KeyUses, Reflector],
    };
    return {
      module: LedgerModule,
      providers: [...shared, readYourWrites, guard],
      exports: [...shared, readYourWrites].map(({ provide }) => provide),
    };
  }
}
