import type { Database, Statement } from 'better-sqlite3';
import type { Scenario } from '../../domain/scenario.js';
import { memoize } from '../../lib/memoize.js';
import type { ReadModel } from '../../read-model/read-model.js';
import type { Policy } from '../../verification/policy.js';
import { ClaimDependencies } from '../projection/claim-dependencies.js';
import { ClaimEvaluator } from '../projection/claim-evaluator.js';
import type { ClaimReader } from '../projection/claim-reader.js';
import { stateTables } from '../projection/claim-schema.js';
import { asOf, ReferenceData } from '../projection/reference-data.js';
import { policyUnder } from './scenario-policy.js';
import { ScenarioReader } from './scenario-reader.js';

/** The most entries of all claims that one read evaluates, since it blocks others meanwhile. */
export const MAX_SCENARIO_ENTRIES = 5_000;

/** The claims that the read is about have too many entries. */
export class ScenarioTooLargeError extends Error {
  constructor(entries: number) {
    super(
      `The claims have at least ${entries} entries, and a read under a scenario evaluates at most ${MAX_SCENARIO_ENTRIES}.`,
    );
    this.name = new.target.name;
  }
}

/** A class whose instances read from a read model. `reader` reads claims under a scenario, if one applies. */
export type QueriesClass<Queries> = new (readModel: ReadModel, reader?: ClaimReader) => Queries;

/** What creates queries, each once. */
export interface Reads {
  queries<Queries>(type: QueriesClass<Queries>): Queries;
}

/**
 * Reads claims under scenarios: by the same queries as otherwise, on a second connection whose temporary table of states
 * hides that of the read model. The table has the states of those claims that the read is about, evaluated on demand from
 * the rows of the read model.
 */
export class ScenarioReads implements Reads {
  private readonly model: ReadModel;
  private readonly database: Database;
  private readonly references: ReferenceData;
  private readonly reader: ScenarioReader;
  private readonly dependencies: ClaimDependencies;
  private readonly clear: readonly Statement<[]>[];
  private readonly countOf: Statement<[number, string], { readonly count: number }>;
  private readonly create: Reads['queries'];

  constructor(readModel: ReadModel) {
    this.model = readModel.openAnother();
    const { database } = this.model;
    this.database = database;
    database.pragma('temp_store = memory');
    database.exec(stateTables('temp'));
    this.references = new ReferenceData(database);
    this.reader = new ScenarioReader(database);
    this.dependencies = new ClaimDependencies(database);
    this.clear = ['claim_states', 'claim_coverage'].map((table) => database.prepare(`DELETE FROM ${table}`));
    this.countOf = database.prepare('SELECT count(*) AS count FROM entries WHERE claim = ? AND recordedAt <= ?');
    this.create = memoize((type: QueriesClass<unknown>) => new type(this.model, this.reader)) as Reads['queries'];
  }

  /**
   * Evaluates these claims under the scenario. Until the next call, and within this turn of the event loop, queries return
   * what is so under it; of other claims they return no state. Throws a `ScenarioTooLargeError`.
   */
  under(scenario: Scenario, policy: Policy, claims: readonly string[]): Reads {
    // Each has an entry at least.
    if (claims.length > MAX_SCENARIO_ENTRIES) throw new ScenarioTooLargeError(claims.length);
    this.model.rowsChanged();
    this.model.hold();
    this.references.clear();
    this.reader.use(scenario, this.references);
    for (const clear of this.clear) clear.run();
    const group = this.reader.everLinkedAsSame(claims);
    this.requireSmall(group, scenario.asOf);
    const isKnown = asOf(scenario.asOf);
    const dependencies = { of: (ids: Iterable<string>) => this.dependencies.of(ids).filter(isKnown) };
    const { excluded } = this.reader;
    const evaluated = policyUnder(policy, scenario.validAt, excluded);
    new ClaimEvaluator(this.database, evaluated, this.references, this.reader, dependencies).reevaluateHistory(claims);
    return this;
  }

  queries<Queries>(type: QueriesClass<Queries>): Queries {
    return this.create(type);
  }

  private requireSmall(claims: Iterable<string>, at: string): void {
    let entries = 0;
    for (const claim of claims) entries += this.countOf.get(this.reader.number(claim) ?? 0, at)?.count ?? 0;
    if (entries > MAX_SCENARIO_ENTRIES) throw new ScenarioTooLargeError(entries);
  }
}
