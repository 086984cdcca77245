import type { Database, Statement } from 'better-sqlite3';
import type { TimedEvent } from '../../domain/recorded-time.js';
import { positionNumber } from '../../event-log/position.js';
import { foldText } from '../../lib/fold-text.js';
import { IdentityKeyWriter } from '../../projections/identity-key-writer.js';
import { VersionWriter } from '../../projections/version-writer.js';
import type { ClaimAttributes, ClaimEvent } from '../claim.events.js';
import type { ClaimSearchIndex } from './claim-search-index.js';
import { entryFacets } from './entry-facets.js';

interface TopicUse {
  readonly position: number;
  /** JSON of the claim's topics. */
  readonly topics: string;
}

/** Deletes what `ClaimProjector` writes, so that it can write it again. */
export class ClaimRows {
  private readonly versions: VersionWriter<ClaimAttributes>;
  private readonly keys: IdentityKeyWriter;
  private readonly dropEntryFacet: Statement<[string, string, number]>;
  private readonly drops: readonly Statement<[number]>[];
  private readonly dropTopic: Statement<[string]>;
  private readonly firstUse: Statement<[string], TopicUse>;
  private readonly putTopic: Statement<[string, string, number]>;

  constructor(
    database: Database,
    private readonly search: ClaimSearchIndex,
  ) {
    this.versions = new VersionWriter(database, 'claim_versions');
    this.keys = new IdentityKeyWriter(database, 'claim');
    this.dropEntryFacet = database.prepare('DELETE FROM entry_facets WHERE facet = ? AND value = ? AND position = ?');
    this.drops = [
      database.prepare('DELETE FROM entries WHERE claim = ?'),
      database.prepare('DELETE FROM entry_voids WHERE claim = ?'),
      database.prepare('DELETE FROM claim_links WHERE number = ?'),
      database.prepare('DELETE FROM claim_facets WHERE claim = ?'),
    ];
    this.dropTopic = database.prepare('DELETE FROM topics WHERE key = ?');
    this.firstUse = database.prepare(
      `SELECT f.position, v.attributes ->> 'topics' AS topics FROM claim_facets f
       JOIN claim_versions v ON v.position = f.position
       WHERE f.facet = 'topic' AND f.value = ? ORDER BY f.position LIMIT 1`,
    );
    this.putTopic = database.prepare('INSERT INTO topics VALUES (?, ?, ?)');
  }

  /**
   * Deletes all rows that follow from the claim's own stream. Its states stay.
   *
   * @param events all that were projected of it, as they were then
   */
  forget(id: string, events: readonly TimedEvent[]): void {
    for (const { type, data, position } of events) {
      const entry = { type, data } as unknown as ClaimEvent;
      for (const [facet, value] of entryFacets(id, entry))
        this.dropEntryFacet.run(facet, value, positionNumber(position));
    }
    const versions = this.versions.forget(id);
    const number = versions[0]?.number ?? -1;
    for (const drop of this.drops) drop.run(number);
    this.keys.forget(number);
    this.search.forget(number, events.at(-1)?.revision ?? 0);
    const topics = versions.flatMap(({ attributes }) => attributes.topics.map(foldText));
    for (const key of new Set(topics)) this.giveTopic(key);
  }

  /** To the claim that has the topic first among the others, with its spelling. */
  private giveTopic(key: string): void {
    this.dropTopic.run(key);
    const use = this.firstUse.get(key);
    const spelling = use && (JSON.parse(use.topics) as string[]).find((topic) => foldText(topic) === key);
    if (spelling !== undefined) this.putTopic.run(key, spelling, use?.position ?? 0);
  }
}
