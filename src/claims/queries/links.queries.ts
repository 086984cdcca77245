import type { Database, Statement } from 'better-sqlite3';
import { VersionTable } from '../../read-model/version-table.js';
import { positionText } from '../../event-log/position.js';
import type { ClaimKind, Relation } from '../../domain/vocabulary.js';
import type { ClaimAttributes } from '../claim.events.js';
import type { LinkView } from './views.js';

interface LinkRow {
  readonly position: number;
  readonly claim: string;
  readonly entry: string;
  readonly relation: Relation;
  readonly other: string;
  readonly linked: 0 | 1;
  readonly recordedAt: string;
}

/** Reads links between claims, as of any moment of recorded time. */
export class ClaimLinkQueries {
  private readonly rows: Statement<[{ id: string; at: string }], LinkRow>;
  private readonly lastChange: Statement<[{ id: string; at: string }], { readonly at: string | null }>;
  private readonly versions: VersionTable<ClaimAttributes>;

  constructor(database: Database) {
    this.versions = new VersionTable(database, 'claim_versions');
    const isEffective = `l.recordedAt <= @at AND NOT EXISTS (
      SELECT 1 FROM entry_voids v
      WHERE v.claim = l.number AND v.entry = l.entry AND v.recordedFrom <= @at AND @at < v.recordedTo)`;
    this.rows = database.prepare(
      `SELECT * FROM claim_links l WHERE l.claim = @id AND ${isEffective}
       UNION ALL SELECT * FROM claim_links l WHERE l.other = @id AND l.claim <> @id AND ${isEffective}
       ORDER BY position`,
    );
    const all = '(SELECT * FROM claim_links WHERE claim = @id UNION ALL SELECT * FROM claim_links WHERE other = @id)';
    const voids = `${all} l JOIN entry_voids v ON v.claim = l.number AND v.entry = l.entry`;
    this.lastChange = database.prepare(
      `SELECT max(changedAt) AS at FROM (
         SELECT recordedAt AS changedAt FROM ${all} UNION ALL SELECT v.recordedFrom FROM ${voids}
         UNION ALL SELECT v.recordedTo FROM ${voids}
       ) WHERE changedAt <= @at`,
    );
  }

  /** When a link of one of these claims was recorded last, taken back, or counted again; undefined: they have none. */
  lastChangeOf(ids: readonly string[], at: string): string | undefined {
    const times = ids.flatMap((id) => this.lastChange.get({ id, at })?.at ?? []);
    return times.sort().at(-1);
  }

  /**
   * The effective links of a claim with their positions, in the order of recording. For a pair, the last link or unlink
   * that isn't voided counts.
   */
  effective(id: string, at: string): (LinkView & { readonly position: string })[] {
    const last = new Map<string, LinkRow>();
    for (const row of this.rows.all({ id, at })) {
      const pair = row.relation === 'same-as' ? [row.claim, row.other].sort() : [row.claim, row.other];
      const key = [row.relation, ...pair].join(' ');
      last.delete(key);
      last.set(key, row);
    }
    return [...last.values()].filter(({ linked }) => linked === 1).map((row) => linkView(row, id));
  }

  /** All members of the claim's same-as group, the claim included, sorted. */
  group(id: string, at: string): string[] {
    return this.groupOf(id, this.versions.at(id, at)?.attributes.kind, this.effective(id, at), at);
  }

  /** The same for a claim whose kind and links are already known. */
  groupOf(id: string, kind: ClaimKind | undefined, links: readonly LinkView[], at: string): string[] {
    const group = new Set([id]);
    for (const member of group) {
      for (const { relation, claim } of member === id ? links : this.effective(member, at)) {
        if (relation !== 'same-as' || group.has(claim)) continue;
        if (this.versions.at(claim, at)?.attributes.kind === kind) group.add(claim);
      }
    }
    return [...group].sort();
  }
}

function linkView(row: LinkRow, id: string): LinkView & { readonly position: string } {
  const isOwn = row.claim === id;
  return {
    relation: row.relation,
    direction: row.relation === 'same-as' ? 'mutual' : isOwn ? 'to' : 'from',
    claim: isOwn ? row.other : row.claim,
    entry: `${row.claim}/${row.entry}`,
    recordedAt: row.recordedAt,
    position: positionText(row.position),
  };
}
