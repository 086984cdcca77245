import type { Database, Statement } from 'better-sqlite3';
import { ProjectionError } from '../projections/projection.js';
import { FOREVER, type TimedEvent } from '../domain/recorded-time.js';
import { IdentityKeyWriter } from '../projections/identity-key-writer.js';
import { VersionSearchWriter } from '../projections/version-search-writer.js';
import { VersionWriter } from '../projections/version-writer.js';
import { positionNumber } from '../event-log/position.js';
import { nameKeys } from '../read-model/identity-keys.js';
import { applyAmendment } from '../command-handling/registration.js';
import type { ActorEvent, ActorRegistered } from './actor.events.js';

export const ACTOR_SCHEMA = `
  ${VersionWriter.schema('actor_versions')}
  CREATE INDEX IF NOT EXISTS actor_versions_by_outlet ON actor_versions (attributes ->> 'outlet', id);
  CREATE INDEX IF NOT EXISTS actor_versions_by_kind ON actor_versions (attributes ->> 'kind', number);

  -- One version of a mandate for each event about it. The version that a void makes has no principal.
  CREATE TABLE IF NOT EXISTS mandate_versions (
    position INTEGER PRIMARY KEY, speaker TEXT NOT NULL, mandate TEXT NOT NULL, revision INTEGER NOT NULL,
    recordedFrom TEXT NOT NULL, recordedTo TEXT NOT NULL,
    principal TEXT, "from" TEXT, until TEXT, document TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS mandate_versions_by_speaker ON mandate_versions (speaker, mandate, recordedTo);
  CREATE INDEX IF NOT EXISTS mandate_versions_by_principal ON mandate_versions (principal, recordedTo);

  -- Links and unlinks of actors that are the same. Of a pair, the last row counts.
  CREATE TABLE IF NOT EXISTS actor_links (
    position INTEGER PRIMARY KEY, actor TEXT NOT NULL, other TEXT NOT NULL, linked INTEGER NOT NULL,
    revision INTEGER NOT NULL, recordedFrom TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS actor_links_by_actor ON actor_links (actor, other);
  CREATE INDEX IF NOT EXISTS actor_links_by_other ON actor_links (other, actor);

  ${VersionSearchWriter.schema('actor')}`;

/** A row of the table `mandate_versions`. */
export interface MandateRow {
  readonly position: number;
  readonly speaker: string;
  readonly mandate: string;
  readonly revision: number;
  readonly recordedFrom: string;
  readonly recordedTo: string;
  readonly principal: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly document: string | null;
}

/** What an event of an actor's stream changed: a mandate, or attributes, and which. */
export type ActorChange =
  | { readonly changed: 'mandate'; readonly mandate: string }
  | { readonly changed: 'link'; readonly other: string }
  | { readonly changed: 'attributes'; readonly kindOrOutlet: boolean; readonly names: boolean };

/** Writes the rows of actors and their mandates. */
export class ActorProjector {
  private readonly versions: VersionWriter<ActorRegistered>;
  private readonly closeMandate: Statement<[string, string, string, string]>;
  private readonly putMandate: Statement<[MandateRow]>;
  private readonly putLink: Statement<[number, string, string, number, number, string]>;
  private readonly keys: IdentityKeyWriter;
  private readonly dropMandates: Statement<[string]>;
  private readonly dropLinks: Statement<[string]>;
  private readonly search: VersionSearchWriter;

  constructor(database: Database) {
    this.versions = new VersionWriter(database, 'actor_versions');
    this.closeMandate = database.prepare(
      'UPDATE mandate_versions SET recordedTo = ? WHERE speaker = ? AND mandate = ? AND recordedTo = ?',
    );
    this.putMandate = database.prepare(
      `INSERT INTO mandate_versions
       VALUES (@position, @speaker, @mandate, @revision, @recordedFrom, @recordedTo, @principal, @from, @until, @document)`,
    );
    this.putLink = database.prepare('INSERT INTO actor_links VALUES (?, ?, ?, ?, ?, ?)');
    this.keys = new IdentityKeyWriter(database, 'actor');
    this.dropMandates = database.prepare('DELETE FROM mandate_versions WHERE speaker = ?');
    this.dropLinks = database.prepare('DELETE FROM actor_links WHERE actor = ?');
    this.search = new VersionSearchWriter(database, 'actor');
  }

  /** Deletes all rows that follow from the actor's stream. */
  forget(id: string): void {
    for (const { position, number } of this.versions.forget(id)) {
      this.search.forget(position);
      this.keys.forget(number);
    }
    this.dropMandates.run(id);
    this.dropLinks.run(id);
  }

  project(event: TimedEvent, id: string): ActorChange {
    const actorEvent = { type: event.type, data: event.data } as unknown as ActorEvent;
    switch (actorEvent.type) {
      case 'ActorRegistered':
        return this.write(event, id, () => actorEvent.data);
      case 'ActorAmended':
        return this.write(event, id, (before) => before && applyAmendment(before, actorEvent.data));
      case 'MandateRecorded': {
        const { mandate, speaksFor: principal, from = null, until = null, document = null } = actorEvent.data;
        this.writeMandate(event, id, { mandate, principal, from, until, document });
        return { changed: 'mandate', mandate };
      }
      case 'MandateVoided': {
        const { mandate } = actorEvent.data;
        this.writeMandate(event, id, { mandate, principal: null, from: null, until: null, document: null });
        return { changed: 'mandate', mandate };
      }
      case 'ActorLinked':
      case 'ActorUnlinked': {
        if (!this.versions.latest(id)) throw new ProjectionError(`${event.stream} must begin with its registration.`);
        const { other } = actorEvent.data;
        const linked = actorEvent.type === 'ActorLinked' ? 1 : 0;
        this.putLink.run(positionNumber(event.position), id, other, linked, event.revision, event.recordedAt);
        return { changed: 'link', other };
      }
      default:
        throw new ProjectionError(`${event.type} is not an event type of ${event.stream}.`);
    }
  }

  private write(
    event: TimedEvent,
    id: string,
    change: (before: ActorRegistered | undefined) => ActorRegistered | undefined,
  ): ActorChange {
    const before = this.versions.latest(id);
    const after = this.versions.write(event, id, change);
    const kindOrOutlet = before?.kind !== after.kind || before.outlet !== after.outlet;
    const names = before?.name !== after.name || before.aliases.join('\n') !== after.aliases.join('\n');
    const number = this.versions.numberOf(id);
    if (names || kindOrOutlet) {
      // Unnamed actors are never joined by their description.
      this.keys.write(event, number, after.kind === 'unnamed' ? [] : nameKeys([after.name, ...after.aliases]));
    }
    this.search.write(event, [after.name, ...after.aliases]);
    return { changed: 'attributes', kindOrOutlet, names };
  }

  private writeMandate(
    event: TimedEvent,
    speaker: string,
    fields: Pick<MandateRow, 'mandate' | 'principal' | 'from' | 'until' | 'document'>,
  ): void {
    if (!this.versions.latest(speaker)) throw new ProjectionError(`${event.stream} must begin with its registration.`);
    const { revision, recordedAt: recordedFrom } = event;
    this.closeMandate.run(recordedFrom, speaker, fields.mandate, FOREVER);
    const position = positionNumber(event.position);
    this.putMandate.run({ ...fields, position, speaker, revision, recordedFrom, recordedTo: FOREVER });
  }
}
