import type { Scenario } from '../../domain/scenario.js';
import type { ScenarioStates } from './scenario-reads.js';

/** Claims to evaluate. */
export interface ScenarioTask {
  /** The file of the read model. */
  readonly source: string;
  readonly scenario: Scenario;
  readonly claims: readonly string[];
}

/** Evaluates claims under scenarios while requests are served. */
export interface ScenarioEvaluator {
  /** Rejects with a `TooManyEvaluationsError` if too many wait. */
  evaluate(task: ScenarioTask): Promise<ScenarioStates>;
}
