import type { ReplayProgress } from '../claims/scenario/replay-claims.js';
import { canonicalScenario, type Scenario } from '../domain/scenario.js';
import type { Status } from '../domain/vocabulary.js';

/** A scenario in its canonical form. Times are ISO instants in UTC with milliseconds. */
export interface ScenarioView {
  /** What the ledger knew then. */
  readonly asOf: string;
  /** What had happened in the world by then; absent if it is `asOf`. */
  readonly validAt?: string;
  /** The policy and its version, such as `standard/1`. */
  readonly policy: string;
  /** What is left out, such as `actor:tass`. */
  readonly without: readonly string[];
  /** The types of acts that are left, such as `type:ClaimDenied`; empty for all. */
  readonly only: readonly string[];
}

export const scenarioView = (scenario: Scenario): ScenarioView => canonicalScenario(scenario) as ScenarioView;

/** A replay of the whole ledger under a scenario. */
export interface ReplayView {
  /** Its id, for the parameter `replay`. */
  readonly id: string;
  /** The name that its creator gave it. */
  readonly name?: string;
  /** Whether it is kept for ten minutes after it was last read only; absent if it is kept for a day. */
  readonly temporary?: true;
  readonly scenario: ScenarioView;
  /** SHA-256 of the scenario as canonical JSON (RFC 8785), in lower-case hex. */
  readonly scenarioDigest: string;
  /** Whether it waits for its turn, runs, has finished, or has failed. */
  readonly status: 'waiting' | 'running' | 'finished' | 'failed';
  /** How many claims have been evaluated, and how many there are. */
  readonly progress: ReplayProgress;
  /** Why it failed. */
  readonly failure?: string;
  /** The number of claims by status. */
  readonly counts?: Readonly<Partial<Record<Status, number>>>;
  /**
   * What it found, for comparison with the same scenario on a copy of the log: SHA-256, in lower-case hex, of a line for
   * each claim, in the order of their ids, with `claim`, `status`, `rule` and, if there is one, `rating` as canonical JSON.
   */
  readonly digest?: string;
  /** The position of the last event that was read. */
  readonly position?: string;
  /** The principal that created it. */
  readonly createdBy: string;
  /** When it was created. */
  readonly createdAt: string;
  /** When it finished or failed. */
  readonly finishedAt?: string;
  /** When it is removed; of a temporary one that runs, at the latest. A restart of the server removes it earlier. */
  readonly expiresAt: string;
}
