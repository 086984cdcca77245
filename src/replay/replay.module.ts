import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { ScenarioEvaluator } from '../claims/scenario/scenario-evaluator.js';
import { Scenarios } from '../claims/scenario/scenarios.js';
import { ClaimComparison } from './comparisons/claim-comparison.js';
import { ComparisonsController } from './comparisons/comparisons.controller.js';
import { Replays } from './replays.js';
import { ReplaysController } from './replays.controller.js';
import { ScenarioBodies } from './scenario-bodies.js';

/** Replays, and for every other module the scenarios that reads take, of which a finished replay is one. */
@Global()
@Module({})
export class ReplayModule {
  static on(replays: Replays, scenarios: Scenarios, evaluator: ScenarioEvaluator): DynamicModule {
    return {
      module: ReplayModule,
      controllers: [ReplaysController, ComparisonsController],
      providers: [
        { provide: Replays, useFactory: () => replays },
        { provide: Scenarios, useValue: scenarios },
        // Closed together with the module.
        { provide: 'ScenarioEvaluator', useFactory: () => evaluator },
        ScenarioBodies,
        ClaimComparison,
      ],
      exports: [Scenarios],
    };
  }
}
