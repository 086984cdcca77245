import type { Database, Statement } from 'better-sqlite3';
import type { Scenario } from '../../domain/scenario.js';
import { memoize } from '../../lib/memoize.js';
import type { ReadModel } from '../../read-model/read-model.js';
import type { Policy } from '../../verification/policy.js';
import { ClaimDependencies } from '../projection/claim-dependencies.js';
import { ClaimEvaluator } from '../projection/claim-evaluator.js';
import type { ClaimReader } from '../projection/claim-reader.js';
import { stateTables } from '../projection/claim-schema.js';
import type { CoverageRow, StateRow } from '../projection/claim-state-table.js';
import { asOf, ReferenceData } from '../projection/reference-data.js';
import { policyUnder } from './scenario-policy.js';
import { ScenarioReader } from './scenario-reader.js';

/** The most entries of all claims that one read evaluates: their whole histories, which take seconds. */
export const MAX_SCENARIO_ENTRIES = 2_000;

/** The claims that the read is about have too many entries. */
export class ScenarioTooLargeError extends Error {
  constructor(entries: number) {
    super(
      `The claims have at least ${entries} entries, and a read under a scenario evaluates at most ${MAX_SCENARIO_ENTRIES}. A replay evaluates claims of any size.`,
    );
    this.name = new.target.name;
  }
}

/** A class whose instances read from a read model. `reader` reads claims under a scenario, if one applies. */
export type QueriesClass<Queries> = new (readModel: ReadModel, reader?: ClaimReader) => Queries;

/** The states of claims under a scenario: rows of the two tables, as plain data. */
export interface ScenarioStates {
  readonly claim_states: readonly StateRow[];
  readonly claim_coverage: readonly CoverageRow[];
}

const TABLES = ['claim_states', 'claim_coverage'] as const;

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
    this.countOf = database.prepare('SELECT count(*) AS count FROM entries WHERE claim = ? AND recordedAt <= ?');
    this.create = memoize((type: QueriesClass<unknown>) => new type(this.model, this.reader)) as Reads['queries'];
  }

  /** The number of entries to evaluate. Throws a `ScenarioTooLargeError`. */
  size(scenario: Scenario, claims: readonly string[]): number {
    // Each has an entry at least.
    if (claims.length > MAX_SCENARIO_ENTRIES) throw new ScenarioTooLargeError(claims.length);
    this.refresh();
    let entries = 0;
    for (const claim of this.reader.everLinkedAsSame(claims)) {
      entries += this.countOf.get(this.reader.number(claim) ?? 0, scenario.asOf)?.count ?? 0;
    }
    if (entries > MAX_SCENARIO_ENTRIES) throw new ScenarioTooLargeError(entries);
    return entries;
  }

  /**
   * Evaluates these claims under the scenario. Until the next call, and within this turn of the event loop, queries return
   * what is so under it; of other claims they return no state.
   */
  under(scenario: Scenario, policy: Policy, claims: readonly string[]): Reads {
    this.use(scenario);
    const isKnown = asOf(scenario.asOf);
    const dependencies = { of: (ids: Iterable<string>) => this.dependencies.of(ids).filter(isKnown) };
    const evaluated = policyUnder(policy, scenario.validAt, this.reader);
    new ClaimEvaluator(this.database, evaluated, this.references, this.reader, dependencies).reevaluateHistory(claims);
    return this;
  }

  /** What the last evaluation found. */
  states(): ScenarioStates {
    const rows = <Row>(table: string) => this.database.prepare<[], Row>(`SELECT * FROM temp.${table}`).all();
    return { claim_states: rows<StateRow>('claim_states'), claim_coverage: rows<CoverageRow>('claim_coverage') };
  }

  /** As `under`, with what an evaluation found elsewhere. */
  load(scenario: Scenario, states: ScenarioStates): Reads {
    this.use(scenario);
    for (const table of TABLES) {
      const [first] = states[table];
      if (!first) continue;
      const columns = Object.keys(first);
      const insert = this.database.prepare(
        `INSERT INTO temp.${table} (${columns.join()}) VALUES (${columns.map((column) => `@${column}`).join()})`,
      );
      for (const row of states[table]) insert.run(row);
    }
    return this;
  }

  queries<Queries>(type: QueriesClass<Queries>): Queries {
    return this.create(type);
  }

  /** Reads claims under this scenario from here on, of which no state is known yet. */
  private use(scenario: Scenario): void {
    this.refresh();
    this.references.clear();
    this.reader.use(scenario, this.references);
    for (const table of TABLES) this.database.exec(`DELETE FROM temp.${table}`);
  }

  /** Reads the rows as they are in this turn. */
  private refresh(): void {
    this.model.rowsChanged();
    this.model.hold();
  }
}
