import { changesStates, type Scenario } from '../../domain/scenario.js';
import { refuse } from '../../http/as-of.js';
import { BadRequestError } from '../../http/problem.js';
import { scenarioOf, type ScenarioQuery } from '../../http/scenario-query.js';
import type { CurrentReadModel } from '../../read-model/current-read-model.js';
import { type Policies, policyName } from '../../verification/policies.js';
import type { Policy } from '../../verification/policy.js';
import { ScenarioNames } from './scenario-names.js';
import { type Reads, ScenarioReads, ScenarioTooLargeError } from './scenario-reads.js';

/** Answers reads under the scenarios that queries describe. */
export class Scenarios {
  constructor(
    private readonly current: CurrentReadModel,
    private readonly policies: Policies,
  ) {}

  /**
   * What answers the query, within this turn of the event loop. Throws a `BadRequestError` that names each parameter with a
   * name that doesn't exist, or if the claims have too many entries.
   *
   * @param at the moment at which the query cuts the log
   * @param claims the claims that the read is about; of others, there are no states
   */
  reads(query: ScenarioQuery, at: string, claims: () => readonly string[]): Reads {
    const ownPolicy = policyName(this.policies.own);
    const scenario = scenarioOf(query, { asOf: at, now: this.current.now(), ownPolicy });
    if (!changesStates(scenario, ownPolicy)) return this.current;
    const policy = this.checked(scenario);
    try {
      return this.scenarioReads().under(scenario, policy, claims());
    } catch (error) {
      if (error instanceof ScenarioTooLargeError) refuse(firstOf(query), 'scenario-too-large', error.message);
      throw error;
    }
  }

  /** The policy of a scenario whose names all exist. */
  private checked(scenario: Scenario): Policy {
    const policy = this.policies.named(scenario.policy);
    if (!policy) {
      const message = `There is no policy "${scenario.policy}". There are: ${this.policies.names.join(', ')}.`;
      return refuse('policy', 'unknown-name', message);
    }
    const violations = this.current.queries(ScenarioNames).violationsIn(scenario);
    if (violations.length === 0) return policy;
    const messages = violations.map(({ message }) => message).join(' ');
    throw new BadRequestError(`The query parameters are invalid. ${messages}`, violations);
  }

  private scenarioReads(): ScenarioReads {
    return this.current.memoize(ScenarioReads, ({ readModel }) => new ScenarioReads(readModel));
  }
}

/** The parameter that made the read one that needs evaluating. */
const firstOf = (query: ScenarioQuery): string =>
  (['without', 'only', 'policy', 'validAt'] as const).find((name) => query[name] !== undefined) ?? 'validAt';
