import type { Database, Statement } from 'better-sqlite3';
import type { Violation } from '../../command-handling/errors.js';
import { parseExclusion, type Scenario } from '../../domain/scenario.js';
import type { ReadModel } from '../../read-model/read-model.js';
import { VersionTable } from '../../read-model/version-table.js';
import { isAct, isEntryType } from '../claim.rules.js';

/** Checks that what a scenario leaves out exists: a misspelt name would leave out nothing, and nobody would notice. */
export class ScenarioNames {
  private readonly actors: VersionTable<unknown>;
  private readonly documents: VersionTable<unknown>;
  private readonly entry: Statement<[string, string, string], { readonly revision: number }>;

  constructor({ database }: ReadModel) {
    this.actors = new VersionTable(database, 'actor_versions');
    this.documents = new VersionTable(database, 'document_versions');
    this.entry = entryStatement(database);
  }

  /** What is wrong with the names in `without` and `only`; empty if nothing is. */
  violationsIn({ asOf, without, only }: Pick<Scenario, 'asOf' | 'without' | 'only'>): Violation[] {
    return [
      ...without.flatMap((item) => this.violation('without', item, this.faultIn(item, asOf))),
      ...only.flatMap((item) => this.violation('only', item, onlyFault(item))),
    ];
  }

  private violation(parameter: string, item: string, fault: string | undefined): Violation[] {
    if (fault === undefined) return [];
    return [{ pointer: `/${parameter}`, code: 'unknown-name', message: `${fault} (${item}).` }];
  }

  private faultIn(item: string, at: string): string | undefined {
    const { noun, name } = parseExclusion(item);
    switch (noun) {
      case 'actor':
      case 'publisher':
        return this.actors.at(name, at) ? undefined : `There was no actor "${name}" as of ${at}`;
      case 'document':
        return this.documents.at(name, at) ? undefined : `There was no document "${name}" as of ${at}`;
      case 'entry': {
        const [claim = '', entry = ''] = name.split('/');
        const found = this.entry.get(claim, entry, at);
        if (!found) return `There was no entry "${name}" as of ${at}`;
        return found.revision === 0 ? 'The registration of a claim cannot be left out' : undefined;
      }
      case 'type':
        if (!isEntryType(name)) return `There is no type of entries "${name}"`;
        return name === 'ClaimRegistered' ? 'The registration of a claim cannot be left out' : undefined;
    }
  }
}

function onlyFault(item: string): string | undefined {
  const { name } = parseExclusion(item);
  if (!isEntryType(name)) return `There is no type of entries "${name}"`;
  return isAct(name) ? undefined : `${name} is not an act in the world, and only acts are left out`;
}

const entryStatement = (database: Database): Statement<[string, string, string], { readonly revision: number }> =>
  database.prepare(
    `SELECT revision FROM entries
     WHERE claim = (SELECT number FROM claim_versions WHERE id = ? LIMIT 1) AND entry = ? AND recordedAt <= ?`,
  );
