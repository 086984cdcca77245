import { type DynamicModule, Module } from '@nestjs/common';
import { Analyses } from './analyses.js';
import { RelianceController } from './reliance.controller.js';

/** Who relies on whom. */
@Module({})
export class RelianceModule {
  static on(analyses: Analyses): DynamicModule {
    return {
      module: RelianceModule,
      controllers: [RelianceController],
      providers: [{ provide: Analyses, useFactory: () => analyses }],
    };
  }
}
