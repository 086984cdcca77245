import type { Statement } from 'better-sqlite3';
import type { ReadModel } from '../../read-model/read-model.js';
import type { ClaimAttributes } from '../claim.events.js';

/** Reads the attributes of a claim as they are now. */
export class ClaimAttributeQueries {
  private readonly latest: Statement<[string], { readonly attributes: string }>;

  constructor({ database }: Pick<ReadModel, 'database'>) {
    this.latest = database.prepare(
      'SELECT attributes FROM claim_versions WHERE id = ? ORDER BY recordedFrom DESC, position DESC LIMIT 1',
    );
  }

  /** Undefined for a claim that isn't registered. */
  of(claim: string): ClaimAttributes | undefined {
    const row = this.latest.get(claim);
    return row && (JSON.parse(row.attributes) as ClaimAttributes);
  }
}
