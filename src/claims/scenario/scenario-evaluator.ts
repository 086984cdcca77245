import type { Scenario } from '../../domain/scenario.js';
import type { Requester } from '../../http/requester.js';
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
  /**
   * Rejects with a `TooManyEvaluationsError` if too many wait, in all or of this caller, and with a `RequestAbortedError` as
   * soon as the requester leaves.
   */
  evaluate(task: ScenarioTask, requester: Requester): Promise<ScenarioStates>;
}
