import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access/access.guard.js';
import { AccessService } from './access/access.service.js';
import type { Config } from './config.js';
import { ReadModel } from './consumers/read-model.js';
import { ProjectionRunner } from './consumers/runner.js';
import { Answers } from './http/answers.js';
import { Present } from './http/present.js';
import { Existence } from './recording/existence.js';
import { Recorder } from './recording/recorder.js';
import type { Stores } from './stores.js';

/** What every other module stands on: the write path, the read model, and who may do what. */
@Global()
@Module({})
export class LedgerModule {
  static on({ log, readModel, runner }: Stores, config: Config): DynamicModule {
    const recorder = new Recorder(log);
    const shared = [
      { provide: Recorder, useValue: recorder },
      { provide: Existence, useValue: new Existence(log) },
      { provide: ReadModel, useValue: readModel },
      { provide: ProjectionRunner, useValue: runner },
      { provide: AccessService, useValue: new AccessService(recorder) },
      { provide: Answers, useValue: new Answers(runner, log.id, config.projectionWaitMs) },
      { provide: Present, useValue: new Present(readModel) },
    ];
    return {
      module: LedgerModule,
      providers: [...shared, { provide: APP_GUARD, useClass: AccessGuard }],
      exports: shared.map(({ provide }) => provide),
    };
  }
}
