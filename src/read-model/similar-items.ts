import type { Database, Statement } from 'better-sqlite3';
import type { AggregateType } from '../domain/domain-event.js';
import { validAtSql } from './filters.js';
import { type IdentityKey, SIMILARITIES, type Similarity } from './identity-keys.js';

/** Something registered that may be the same as something else of its kind. */
export interface SimilarItem {
  /** Its id. */
  readonly id: string;
  /** Its name, title, text or URL. */
  readonly name: string;
  /** Why it may be the same. `looks-alike`: the names have letters that look the same. */
  readonly because: Similarity;
}

interface KeyRow extends IdentityKey {
  readonly number: number;
}

/** At most this many are returned. */
const MAX_ITEMS = 10;
/** So many rows are read for one key. */
const MAX_ROWS = 100;

/** Finds what shares a key in the table `identity_keys`, as of a moment of recorded time. */
export class SimilarItems {
  private readonly numberOf: Statement<[string], { readonly number: number }>;
  private readonly keysOf: Statement<[{ number: number; at: string }], IdentityKey>;
  private readonly withKey: Statement<[IdentityKey & { noun: string; at: string }], KeyRow>;
  private readonly named: Statement<[{ number: number; at: string }], { readonly id: string; readonly name: string }>;

  /** @param name SQL for what a version `v` is called */
  constructor(
    database: Database,
    private readonly noun: AggregateType,
    name: string,
  ) {
    const versions = `${noun}_versions`;
    this.numberOf = database.prepare(`SELECT number FROM ${versions} WHERE id = ? LIMIT 1`);
    this.keysOf = database.prepare(
      `SELECT because, key FROM identity_keys k WHERE k.number = @number AND ${validAtSql('k')}`,
    );
    this.withKey = database.prepare(
      `SELECT number, because, key FROM identity_keys k
       WHERE k.noun = @noun AND k.because = @because AND k.key = @key AND ${validAtSql('k')}
       ORDER BY k.number LIMIT ${MAX_ROWS}`,
    );
    this.named = database.prepare(
      `SELECT v.id, ${name} AS name FROM ${versions} v WHERE v.number = @number AND ${validAtSql('v')}`,
    );
  }

  /** What may be the same as what has this id; the strongest reasons first, then the oldest. */
  to(id: string, at: string): SimilarItem[] {
    const number = this.numberOf.get(id)?.number;
    if (number === undefined) return [];
    return this.withKeys(this.keysOf.all({ number, at }), at)
      .filter((item) => item.id !== id)
      .slice(0, MAX_ITEMS);
  }

  /** What has one of these keys. */
  withKeys(keys: readonly IdentityKey[], at: string): SimilarItem[] {
    const found = new Map<number, Similarity>();
    const rank = ({ because }: IdentityKey) => SIMILARITIES.indexOf(because);
    for (const key of keys.toSorted((a, b) => rank(a) - rank(b))) {
      for (const row of this.withKey.all({ ...key, noun: this.noun, at })) {
        if (!found.has(row.number)) found.set(row.number, row.because);
      }
    }
    return [...found].slice(0, MAX_ITEMS + 1).flatMap(([number, because]) => {
      const item = this.named.get({ number, at });
      return item ? [{ ...item, because }] : [];
    });
  }
}
