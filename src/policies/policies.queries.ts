import type { Statement } from 'better-sqlite3';
import type { ReadModel } from '../read-model/read-model.js';
import type { PolicyParameters } from '../verification/policy-parameters.js';
import { RulePolicy } from '../verification/standard/rule-policy.js';

interface PolicyRow {
  readonly id: string;
  readonly version: number;
  /** JSON. */
  readonly parameters: string;
  readonly recordedAt: string;
}

/** A policy that the ledger defines. */
export interface OwnPolicy {
  readonly policy: RulePolicy;
  /** When it was recorded. */
  readonly definedAt: string;
}

/** Reads the policies that the ledger defines. */
export class PolicyQueries {
  private readonly all: Statement<[], PolicyRow>;

  constructor({ database }: Pick<ReadModel, 'database'>) {
    this.all = database.prepare('SELECT id, version, parameters, recordedAt FROM policies ORDER BY id, version');
  }

  list(): readonly OwnPolicy[] {
    return this.all.all().map(({ id, version, parameters, recordedAt }) => ({
      policy: new RulePolicy(id, version, JSON.parse(parameters) as PolicyParameters),
      definedAt: recordedAt,
    }));
  }

  /** Undefined for an unknown name. */
  named(name: string): OwnPolicy | undefined {
    return this.list().find(({ policy }) => policy.name === name);
  }
}
