import { changesStates, type Scenario } from '../../domain/scenario.js';
import { refuse } from '../../http/as-of.js';
import { BadRequestError } from '../../http/problem.js';
import type { Requester } from '../../http/requester.js';
import type { Turns } from '../../http/turns.js';
import { type ScenarioDto, scenarioOf, type ScenarioQuery } from '../../http/scenario-query.js';
import type { CurrentReadModel } from '../../read-model/current-read-model.js';
import { type Policies, policyName } from '../../verification/policies.js';
import type { Policy } from '../../verification/policy.js';
import type { ScenarioEvaluator } from './scenario-evaluator.js';
import { ScenarioNames } from './scenario-names.js';
import { type Reads, ScenarioReads, ScenarioTooLargeError } from './scenario-reads.js';

/** Finds replays, which a part of the program above this one keeps. */
export interface ReplayFinder {
  /** Undefined if there is none of this id, or none any more. */
  get(id: string): { readonly scenario: Scenario; readonly outcome?: object } | undefined;
  /** What answers with the states that it found; undefined unless it has finished. */
  reads(id: string): Reads | undefined;
}

/** The parts of a scenario besides its cut. The first one that is given is named if a read evaluates too much. */
const PARTS = ['without', 'only', 'policy', 'validAt'] as const;

/** More would hold up other requests: each of them takes tens of microseconds, large claims more. */
const MAX_ENTRIES_IN_PLACE = 60;

const partIn = (query: Partial<ScenarioQuery>) => PARTS.find((part) => query[part] !== undefined);

/** Answers reads under the scenarios that queries describe. */
export class Scenarios {
  constructor(
    private readonly current: CurrentReadModel,
    private readonly policies: Policies,
    private readonly replays: ReplayFinder,
    private readonly evaluator: ScenarioEvaluator,
    private readonly turns: Turns,
  ) {}

  /**
   * Answers the query. Rejects with a `BadRequestError` that names each parameter with a name that doesn't exist, or if the
   * claims have too many entries, and with a `TooManyEvaluationsError`.
   *
   * @param at the moment at which the query cuts the log
   * @param claims the claims that the read is about; of others, there are no states
   * @param read called once, with what answers within the call
   * @param requester nothing more is evaluated for it once it has left
   */
  async read<Result>(
    query: ScenarioQuery,
    at: string,
    claims: () => readonly string[],
    read: (reads: Reads) => Result,
    requester: Requester,
  ): Promise<Result> {
    const scenario = query.replay === undefined ? this.checked(query, at) : this.replayed(query.replay, query);
    try {
      return await this.under(scenario, claims, read, requester);
    } catch (error) {
      if (error instanceof ScenarioTooLargeError)
        refuse(partIn(query) ?? 'replay', 'scenario-too-large', error.message);
      throw error;
    }
  }

  /**
   * Answers reads of these claims under the scenario. Rejects with a `ScenarioTooLargeError`, a `BadRequestError` for an
   * unknown policy, and a `TooManyEvaluationsError`.
   *
   * @param read called once, with what answers within the call
   * @param requester nothing more is evaluated for it once it has left
   */
  async under<Result>(
    scenario: Scenario,
    claims: () => readonly string[],
    read: (reads: Reads) => Result,
    requester: Requester,
  ): Promise<Result> {
    if (!changesStates(scenario, policyName(this.policies.own))) return read(this.current);
    const [policy, ids] = [this.policyOf(scenario), claims()];
    const reads = this.scenarioReads();
    if (reads.size(scenario, ids) <= MAX_ENTRIES_IN_PLACE) return read(reads.under(scenario, policy, ids));
    const states = await this.current.withFile(
      (source) => this.evaluator.evaluate({ source, scenario, claims: ids }, requester),
      requester.gone,
    );
    await this.turns.take(requester.caller);
    return read(this.scenarioReads().load(scenario, states));
  }

  /** The policy under which the ledger runs. */
  get ownPolicy(): Policy {
    return this.policies.own;
  }

  /** What answers a list: a replay, if the query names one. Throws a `BadRequestError`. */
  listed({ replay }: { readonly replay?: string | undefined }): Reads {
    if (replay === undefined) return this.current;
    this.replayed(replay);
    return this.replays.reads(replay) ?? refuse('replay', 'not-finished', `The replay ${replay} hasn't finished.`);
  }

  /** The scenario of a replay. Throws a `BadRequestError` if there is no such replay. */
  scenarioOfReplay(id: string): Scenario {
    return this.replayed(id);
  }

  /** The moment at which it cuts the log. */
  readonly momentOfReplay = (id: string): string => this.replayed(id).asOf;

  /**
   * The scenario that the query describes, as of a moment. Throws a `BadRequestError` that names each parameter with a name
   * that doesn't exist.
   */
  checked(query: ScenarioDto, at: string): Scenario {
    const scenario = scenarioOf(query, { asOf: at, now: this.current.now(), ownPolicy: policyName(this.policies.own) });
    this.policyOf(scenario);
    const violations =
      scenario.without.length + scenario.only.length === 0
        ? []
        : this.current.queries(ScenarioNames).violationsIn(scenario);
    if (violations.length === 0) return scenario;
    const messages = violations.map(({ message }) => message).join(' ');
    throw new BadRequestError(`The query parameters are invalid. ${messages}`, violations);
  }

  private replayed(id: string, query: Partial<ScenarioQuery> = {}): Scenario {
    const other = partIn(query);
    if (other !== undefined) refuse(other, 'several-scenarios', `${other} can't be combined with a replay.`);
    const found = this.replays.get(id);
    if (!found) {
      const message = `There is no replay ${id} here. Replays are kept for a day at most, by the instance that made them.`;
      return refuse('replay', 'unknown-name', message);
    }
    return found.scenario;
  }

  private policyOf({ policy: name }: Scenario): Policy {
    const policy = this.policies.named(name);
    if (policy) return policy;
    const message = `There is no policy "${name}". There are: ${this.policies.names.join(', ')}.`;
    return refuse('policy', 'unknown-name', message);
  }

  private scenarioReads(): ScenarioReads {
    return this.current.memoize(ScenarioReads, ({ readModel }) => new ScenarioReads(readModel));
  }
}
