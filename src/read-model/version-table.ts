import type { Database, Statement } from 'better-sqlite3';

/** The attributes of a registered aggregate, from one event of its stream to the next. */
export interface VersionRow {
  /** Ordinal: the position of the registration. Lists are ordered by it. */
  readonly number: number;
  /** The position of the event that made this version. */
  readonly position: number;
  readonly id: string;
  /** The revision of that event in its stream. */
  readonly revision: number;
  /** Recorded time, `[recordedFrom, recordedTo)`. */
  readonly recordedFrom: string;
  readonly recordedTo: string;
  /** JSON. */
  readonly attributes: string;
}

export interface Version<Attributes> extends Omit<VersionRow, 'attributes'> {
  readonly attributes: Attributes;
  readonly registeredAt: string;
}

/** A table of versions, so that attributes can be read as of any moment of recorded time. */
export class VersionTable<Attributes> {
  private readonly rowAt: Statement<[string, string, string], VersionRow & { registeredAt: string }>;

  constructor(database: Database, table: string) {
    this.rowAt = database.prepare(
      `SELECT v.*, r.recordedFrom AS registeredAt FROM ${table} v JOIN ${table} r ON r.position = v.number
       WHERE v.id = ? AND v.recordedFrom <= ? AND ? < v.recordedTo ORDER BY v.recordedFrom DESC LIMIT 1`,
    );
  }

  /** Undefined before the registration. */
  at(id: string, at: string): Version<Attributes> | undefined {
    const row = this.rowAt.get(id, at, at);
    return row && versionOf<Attributes>(row);
  }
}

export function versionOf<Attributes>(row: VersionRow & { readonly registeredAt: string }): Version<Attributes> {
  return { ...row, attributes: JSON.parse(row.attributes) as Attributes };
}
