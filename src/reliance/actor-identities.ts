import type { Database, Statement } from 'better-sqlite3';
import type { ActorRegistered } from '../actors/actor.events.js';
import { asOf, type AsOfFilter, ReferenceData } from '../claims/projection/reference-data.js';
import type { ActorKind } from '../domain/vocabulary.js';
import { VersionTable } from '../read-model/version-table.js';
import type { NamedActor } from './reliance.views.js';

/** Actors as of one moment. Joined actors are one, which has the first of their ids. */
export class ActorIdentities {
  private readonly references: ReferenceData;
  private readonly isKnown: AsOfFilter;
  private readonly versions: VersionTable<ActorRegistered>;
  private readonly unnamedOf: Statement<[string], { readonly id: string }>;
  private readonly members = new Map<string, readonly string[]>();
  private readonly publishers = new Map<string, string | undefined>();
  private readonly registered = new Map<string, ActorRegistered | undefined>();

  constructor(
    database: Database,
    private readonly at: string,
  ) {
    this.references = new ReferenceData(database);
    this.isKnown = asOf(at);
    this.versions = new VersionTable(database, 'actor_versions');
    this.unnamedOf = database.prepare(`SELECT DISTINCT id FROM actor_versions WHERE attributes ->> 'outlet' = ?`);
  }

  /** The ids of all actors that are one with this one, its own included, sorted. */
  membersOf(id: string): readonly string[] {
    let members = this.members.get(id);
    if (!members) {
      members = this.references.joinedWith(id, this.isKnown);
      for (const member of members) this.members.set(member, members);
    }
    return members;
  }

  /** The id that all joined actors share. */
  idOf(id: string): string {
    return this.membersOf(id)[0] ?? id;
  }

  /** The same, with the outlet that vouches for it in place of an unnamed actor. */
  namedIdOf(id: string): string {
    return this.idOf(this.get(id)?.outlet ?? id);
  }

  /** The unnamed actors for which this one vouches, or did. */
  unnamedActorsOf(outlet: string): string[] {
    return this.membersOf(outlet).flatMap((member) => this.unnamedOf.all(member).map(({ id }) => id));
  }

  kindOf(id: string): ActorKind | undefined {
    return this.get(id)?.kind;
  }

  named(id: string): NamedActor {
    const { name = id, kind = 'organization' } = this.get(id) ?? {};
    return { id, name, kind };
  }

  /** The publisher of a document. */
  publisherOf(document: string): string | undefined {
    if (!this.publishers.has(document)) {
      this.publishers.set(document, this.references.publisher(document, this.isKnown));
    }
    return this.publishers.get(document);
  }

  private get(id: string): ActorRegistered | undefined {
    if (!this.registered.has(id)) this.registered.set(id, this.versions.at(id, this.at)?.attributes);
    return this.registered.get(id);
  }
}
