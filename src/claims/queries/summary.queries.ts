import type { Database } from 'better-sqlite3';
import type { ActorRegistered } from '../../actors/actor.events.js';
import type { DocumentRegistered } from '../../documents/document.events.js';
import { VersionTable } from '../../read-model/version-table.js';
import { summaryInEnglish } from '../../verification/summary/english.js';
import type { NamedActor } from '../../verification/summary/english-names.js';
import type { SummaryPart } from '../../verification/summary/summary-part.js';
import type { SummaryView } from './views.js';

/** Reads summaries: the stored parts, with the names as of some moment. */
export class SummaryQueries {
  private readonly actors: VersionTable<ActorRegistered>;
  private readonly documents: VersionTable<DocumentRegistered>;

  constructor(database: Database) {
    this.actors = new VersionTable(database, 'actor_versions');
    this.documents = new VersionTable(database, 'document_versions');
  }

  /** @param stored the JSON of the parts */
  at(stored: string, at: string): SummaryView {
    const parts = JSON.parse(stored) as readonly SummaryPart[];
    const actor = (id: string): NamedActor => this.actors.at(id, at)?.attributes ?? { name: id, kind: 'organization' };
    const document = (id: string): string => {
      const { title, url } = this.documents.at(id, at)?.attributes ?? {};
      return title === undefined ? (url ?? id) : `“${title}”`;
    };
    const named = (ids: readonly string[]) => ids.map((id) => ({ id, name: actor(id).name }));
    return {
      text: summaryInEnglish(parts, { actor, document }),
      language: 'en',
      parts: parts.map(({ actors, through, of, ...part }) => ({
        ...part,
        ...(actors && { actors: named(actors) }),
        ...(through && { through: named(through) }),
        ...(of && { of: named(of) }),
      })),
    };
  }
}
