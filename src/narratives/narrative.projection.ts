import type { Database, Statement } from 'better-sqlite3';
import { ProjectionError } from '../projections/projection.js';
import { FOREVER, type TimedEvent } from '../domain/recorded-time.js';
import { IdentityKeyWriter } from '../projections/identity-key-writer.js';
import { VersionSearchWriter } from '../projections/version-search-writer.js';
import { VersionWriter } from '../projections/version-writer.js';
import { positionNumber } from '../event-log/position.js';
import { titleKeys } from '../read-model/identity-keys.js';
import { applyAmendment } from '../command-handling/registration.js';
import type { NarrativeEvent, NarrativeRegistered } from './narrative.events.js';

/** A narrative may be projected before its claims: the number of a claim is null until that claim is projected. */
export const NARRATIVE_SCHEMA = `
  ${VersionWriter.schema('narrative_versions')}
  CREATE TABLE IF NOT EXISTS narrative_claims (
    position INTEGER PRIMARY KEY, narrative TEXT NOT NULL, claim TEXT NOT NULL, number INTEGER,
    recordedFrom TEXT NOT NULL, recordedTo TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS narrative_claims_by_narrative ON narrative_claims (narrative, number, recordedTo);
  CREATE INDEX IF NOT EXISTS narrative_claims_by_claim ON narrative_claims (claim, narrative, recordedTo);

  ${VersionSearchWriter.schema('narrative')}`;

interface MemberRow {
  readonly position: number;
  readonly narrative: string;
  readonly claim: string;
  readonly recordedFrom: string;
  readonly recordedTo: string;
}

/**
 * Writes the rows of narratives and the claims that they contain. Every event makes a version, so that the version has
 * the stream's revision.
 */
export class NarrativeProjector {
  private readonly versions: VersionWriter<NarrativeRegistered>;
  private readonly keys: IdentityKeyWriter;
  private readonly search: VersionSearchWriter;
  private readonly dropClaims: Statement<[string]>;
  private readonly remove: Statement<[string, string, string, string]>;
  private readonly add: Statement<[MemberRow]>;
  private readonly setNumber: Statement<[number, string]>;

  constructor(database: Database) {
    this.versions = new VersionWriter(database, 'narrative_versions');
    this.keys = new IdentityKeyWriter(database, 'narrative');
    this.search = new VersionSearchWriter(database, 'narrative');
    this.dropClaims = database.prepare('DELETE FROM narrative_claims WHERE narrative = ?');
    this.remove = database.prepare(
      'UPDATE narrative_claims SET recordedTo = ? WHERE narrative = ? AND claim = ? AND recordedTo = ?',
    );
    this.add = database.prepare(
      `INSERT INTO narrative_claims SELECT @position, @narrative, @claim,
       (SELECT number FROM claim_versions WHERE id = @claim LIMIT 1), @recordedFrom, @recordedTo WHERE NOT EXISTS
       (SELECT 1 FROM narrative_claims WHERE narrative = @narrative AND claim = @claim AND recordedTo = @recordedTo)`,
    );
    this.setNumber = database.prepare('UPDATE narrative_claims SET number = ? WHERE claim = ?');
  }

  /** Call it after a claim was registered. */
  claimRegistered(id: string, number: number): void {
    this.setNumber.run(number, id);
  }

  /** Deletes all rows that follow from the narrative's stream. */
  forget(id: string): void {
    for (const { position, number } of this.versions.forget(id)) {
      this.search.forget(position);
      this.keys.forget(number);
    }
    this.dropClaims.run(id);
  }

  project(event: TimedEvent, id: string): void {
    const narrativeEvent = { type: event.type, data: event.data } as unknown as NarrativeEvent;
    switch (narrativeEvent.type) {
      case 'NarrativeRegistered':
        this.writeTitle(
          event,
          id,
          this.versions.write(event, id, () => narrativeEvent.data),
        );
        return;
      case 'NarrativeAmended':
        this.writeTitle(
          event,
          id,
          this.versions.write(event, id, (before) => before && applyAmendment(before, narrativeEvent.data)),
        );
        return;
      case 'NarrativeClaimAdded':
        this.keepTitle(event, id);
        this.add.run({
          position: positionNumber(event.position),
          narrative: id,
          claim: narrativeEvent.data.claim,
          recordedFrom: event.recordedAt,
          recordedTo: FOREVER,
        });
        return;
      case 'NarrativeClaimRemoved':
        this.keepTitle(event, id);
        this.remove.run(event.recordedAt, id, narrativeEvent.data.claim, FOREVER);
        return;
      default:
        throw new ProjectionError(`${event.type} is not an event type of ${event.stream}.`);
    }
  }

  private writeTitle(event: TimedEvent, id: string, { title }: NarrativeRegistered): void {
    this.keys.write(event, this.versions.numberOf(id), titleKeys(title));
    this.search.write(event, [title]);
  }

  /** Each version is found by its title, also one that another event made. */
  private keepTitle(event: TimedEvent, id: string): void {
    const { title } = this.versions.write(event, id, (before) => before);
    this.search.write(event, [title]);
  }
}
