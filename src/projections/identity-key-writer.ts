import type { Database, Statement } from 'better-sqlite3';
import type { AggregateType } from '../domain/domain-event.js';
import { FOREVER, type TimedEvent } from '../domain/recorded-time.js';
import { positionNumber } from '../event-log/position.js';
import type { IdentityKey } from '../read-model/identity-keys.js';

/** Writes the table `identity_keys`. */
export class IdentityKeyWriter {
  private readonly current: Statement<[number, string], IdentityKey>;
  private readonly dropAll: Statement<[number]>;
  private readonly end: Statement<[string, string, string, string, number, string]>;
  private readonly put: Statement<[string, string, string, number, number, string, string]>;

  constructor(
    database: Database,
    private readonly noun: AggregateType,
  ) {
    this.current = database.prepare('SELECT because, key FROM identity_keys WHERE number = ? AND recordedTo = ?');
    this.dropAll = database.prepare('DELETE FROM identity_keys WHERE number = ?');
    this.end = database.prepare(
      `UPDATE identity_keys SET recordedTo = ?
       WHERE noun = ? AND because = ? AND key = ? AND number = ? AND recordedTo = ?`,
    );
    this.put = database.prepare('INSERT INTO identity_keys VALUES (?, ?, ?, ?, ?, ?, ?)');
  }

  /** Deletes the keys of what has this number, also those of before. */
  forget(number: number): void {
    this.dropAll.run(number);
  }

  /** Replaces the keys of what has this number by those that it has after the event. */
  write({ position, recordedAt }: TimedEvent, number: number, keys: readonly IdentityKey[]): void {
    const before = this.current.all(number, FOREVER);
    const isAmong = (all: readonly IdentityKey[], { because, key }: IdentityKey) =>
      all.some((other) => other.because === because && other.key === key);
    for (const old of before) {
      if (!isAmong(keys, old)) this.end.run(recordedAt, this.noun, old.because, old.key, number, FOREVER);
    }
    for (const added of keys) {
      if (isAmong(before, added)) continue;
      this.put.run(this.noun, added.because, added.key, number, positionNumber(position), recordedAt, FOREVER);
    }
  }
}
