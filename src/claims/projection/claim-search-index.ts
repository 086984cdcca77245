import type { Database, Statement } from 'better-sqlite3';
import { FOREVER } from '../../domain/recorded-time.js';

interface Words {
  readonly text: string;
  /** JSON. */
  readonly topics: string;
}

/**
 * The words by which a claim is found: its text, its topics, and the names and aliases of those it is about and of
 * its holder, all as they are now.
 */
export class ClaimSearchIndex {
  private readonly wordsOf: Statement<[number, string], Words>;
  private readonly namesOf: Statement<[number, string, string], { readonly name: string; readonly aliases: string }>;
  private readonly claimsOf: Statement<[string, string, string, string], { readonly claim: number }>;
  private readonly drop: Statement<[number]>;
  private readonly put: Statement<[number, string, string, string]>;

  constructor(database: Database) {
    this.wordsOf = database.prepare(
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

  claimChanged(claim: number): void {
    const words = this.wordsOf.get(claim, FOREVER);
    if (!words) return;
    const names = this.namesOf.all(claim, FOREVER, FOREVER);
    const aliases = names.flatMap((actor) => [actor.name, ...(JSON.parse(actor.aliases) as string[])]);
    this.drop.run(claim);
    this.put.run(claim, words.text, (JSON.parse(words.topics) as string[]).join('\n'), aliases.join('\n'));
  }

  actorChanged(actor: string): void {
    for (const { claim } of this.claimsOf.all(actor, FOREVER, actor, FOREVER)) this.claimChanged(claim);
  }
}
