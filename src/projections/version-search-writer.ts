import type { Database, Statement } from 'better-sqlite3';
import type { AggregateType } from '../domain/domain-event.js';
import { positionNumber } from '../event-log/position.js';
import { textsToIndex } from '../lib/search-tokens.js';
import { INDEX_OPTIONS } from '../read-model/search-query.js';
import { searchTable } from '../read-model/version-search.js';

/** Writes the full-text index of a table of versions, see `read-model/version-search.ts`. */
export class VersionSearchWriter {
  private readonly put: Statement<[number, string]>;
  private readonly drop: Statement<[number]>;

  /** SQL that creates the index if it doesn't exist: folded texts, one after another, of each version. */
  static schema(noun: AggregateType): string {
    return `CREATE VIRTUAL TABLE IF NOT EXISTS ${searchTable(noun)} USING fts5 (names, ${INDEX_OPTIONS});`;
  }

  constructor(database: Database, noun: AggregateType) {
    this.drop = database.prepare(`DELETE FROM ${searchTable(noun)} WHERE rowid = ?`);
    this.put = database.prepare(`INSERT INTO ${searchTable(noun)} (rowid, names) VALUES (?, ?)`);
  }

  /** Deletes the texts of the version that the event at this position made. */
  forget(position: number): void {
    this.drop.run(position);
  }

  /** @param texts by which the version is found that the event made */
  write({ position }: { readonly position: string }, texts: readonly string[]): void {
    this.put.run(positionNumber(position), textsToIndex(texts));
  }
}
