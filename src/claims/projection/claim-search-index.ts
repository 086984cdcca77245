import type { Database, Statement } from 'better-sqlite3';
import { FOREVER } from '../../domain/recorded-time.js';

interface TextRow {
  readonly text: string;
  /** JSON. */
  readonly topics: string;
}

/**
 * Writes the full-text index of claims: their text and topics, and the names and aliases of the actors that they are
 * about and of their holders, all as they are now.
 */
export class ClaimSearchIndex {
  private readonly textOf: Statement<[number, string], TextRow>;
  private readonly namesOf: Statement<[number, string, string], { readonly name: string; readonly aliases: string }>;
  private readonly claimsOf: Statement<[string, string, string, string], { readonly claim: number }>;
  private readonly drop: Statement<[number]>;
  private readonly put: Statement<[number, string, string, string]>;

  constructor(database: Database) {
    this.textOf = database.prepare(
      `SELECT attributes ->> 'text' AS text, attributes ->> 'topics' AS topics FROM claim_versions
       WHERE number = ? AND recordedTo = ?`,
    );
    this.namesOf = database.prepare(
      `SELECT DISTINCT attributes ->> 'name' AS name, attributes ->> 'aliases' AS aliases
       FROM claim_facets f JOIN actor_versions a ON a.id = f.value
       WHERE f.claim = ? AND f.facet IN ('about', 'holder') AND f.recordedTo = ? AND a.recordedTo = ?
       ORDER BY a.number`,
    );
    this.claimsOf = database.prepare(
      `SELECT claim FROM claim_facets WHERE facet = 'about' AND value = ? AND recordedTo = ?
       UNION SELECT claim FROM claim_facets WHERE facet = 'holder' AND value = ? AND recordedTo = ?`,
    );
    this.drop = database.prepare('DELETE FROM claim_search WHERE rowid = ?');
    this.put = database.prepare('INSERT INTO claim_search (rowid, text, topics, names) VALUES (?, ?, ?, ?)');
  }

  /** Call it after the claim's attributes or their facets were written. */
  claimChanged(claim: number): void {
    const row = this.textOf.get(claim, FOREVER);
    if (!row) return;
    const actors = this.namesOf.all(claim, FOREVER, FOREVER);
    const names = actors.flatMap(({ name, aliases }) => [name, ...(JSON.parse(aliases) as string[])]);
    this.drop.run(claim);
    this.put.run(claim, row.text, (JSON.parse(row.topics) as string[]).join('\n'), names.join('\n'));
  }

  /** Call it after the actor's name or aliases were written. */
  actorChanged(actor: string): void {
    for (const { claim } of this.claimsOf.all(actor, FOREVER, actor, FOREVER)) this.claimChanged(claim);
  }
}
