import type { Database, Statement } from 'better-sqlite3';
import type { TimedEvent } from '../domain/recorded-time.js';
import { positionNumber } from '../event-log/position.js';
import { ProjectionError } from '../projections/projection.js';
import type { PolicyDefined } from './policy.events.js';

/** The policies that the ledger defines: a row for each version. */
export const POLICY_SCHEMA = `
  CREATE TABLE IF NOT EXISTS policies (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, parameters TEXT NOT NULL,
    recordedAt TEXT NOT NULL, UNIQUE (id, version)
  ) STRICT;`;

/** Writes the rows of the policies that the ledger defines. */
export class PolicyProjector {
  private readonly add: Statement<[number, string, number, string, string]>;

  constructor(database: Database) {
    this.add = database.prepare('INSERT INTO policies VALUES (?, ?, ?, ?, ?)');
  }

  project(event: TimedEvent, id: string): void {
    if (event.type !== 'PolicyDefined') {
      throw new ProjectionError(`${event.type} is not an event type of ${event.stream}.`);
    }
    const { version, ...parameters } = event.data as unknown as PolicyDefined;
    this.add.run(positionNumber(event.position), id, version, JSON.stringify(parameters), event.recordedAt);
  }
}
