import type { Database } from 'better-sqlite3';
import type { ActorRegistered } from '../../actors/actor.events.js';
import type { DocumentRegistered } from '../../documents/document.events.js';
import { memoize } from '../../lib/memoize.js';
import { VersionTable } from '../../read-model/version-table.js';
import { isSeveral, isUnidentified, type NamedActor } from '../../verification/summary/english-names.js';
import { type SummaryNames, summaryInEnglish } from '../../verification/summary/english.js';
import type { SummaryPart } from '../../verification/summary/summary-part.js';
import type { ClaimAttributes } from '../claim.events.js';
import type { SummaryActor, SummarySpeaker, SummaryView } from './views.js';

/** Names for a summary's parts and sentence. */
export interface TitledNames extends SummaryNames {
  /** The title of a document without quotation marks, or what else it goes by. */
  title(id: string): string;
}

/** Reads summaries: the stored parts, with the names as of some moment. */
export class SummaryQueries {
  private readonly actors: VersionTable<ActorRegistered>;
  private readonly documents: VersionTable<DocumentRegistered>;
  private readonly claims: VersionTable<ClaimAttributes>;

  constructor(database: Database) {
    this.claims = new VersionTable(database, 'claim_versions');
    this.actors = new VersionTable(database, 'actor_versions');
    this.documents = new VersionTable(database, 'document_versions');
  }

  /**
   * @param stored the JSON of the parts
   * @param names as of that moment, if several summaries share them
   */
  at(stored: string, at: string, names = this.namesOnce(at)): SummaryView {
    const parts = JSON.parse(stored) as readonly SummaryPart[];
    const named = (ids: readonly string[]) => ids.map((id) => speaker(id, names.actor(id)));
    return {
      text: summaryInEnglish(parts, names),
      language: 'en',
      parts: parts.map(({ actors, through, of, ...part }) => ({
        ...part,
        ...(actors && { actors: named(actors) }),
        ...(through && { through: named(through) }),
        ...(of && { of: named(of) }),
        ...(part.document !== undefined && { title: names.title(part.document) }),
      })),
    };
  }

  /** The names at some moment, each read once: for one answer. */
  namesOnce(at: string): TitledNames {
    const names = this.names(at);
    return {
      actor: memoize((id) => names.actor(id)),
      document: memoize((id) => names.document(id)),
      title: memoize((id) => names.title(id)),
    };
  }

  /** The names at some moment. */
  names(at: string): TitledNames & { claim(id: string): string } {
    const document = (id: string) => this.documents.at(id, at)?.attributes;
    return {
      claim: (id) => {
        const text = this.claims.at(id, at)?.attributes.text;
        return text === undefined ? id : `“${shortened(text)}”`;
      },
      actor: (id) => this.actors.at(id, at)?.attributes ?? { name: id, kind: 'organization' },
      document: (id) => {
        const { title, url } = document(id) ?? {};
        return title === undefined ? (url ?? id) : `“${title}”`;
      },
      title: (id) => {
        const { title, url } = document(id) ?? {};
        return title ?? url ?? id;
      },
    };
  }
}

/** The longest text of a claim that a sentence has in full, in UTF-16 code units. */
const MAX_TEXT = 120;

/** Cut at a word. */
function shortened(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  const start = text.slice(0, MAX_TEXT).toWellFormed();
  return `${start.slice(0, Math.max(start.lastIndexOf(' '), MAX_TEXT / 2))} …`;
}

function speaker(id: string, actor: NamedActor): SummarySpeaker {
  const { name, kind, description } = actor;
  return {
    ...{ id, name },
    ...(kind === 'unnamed' && description !== undefined && { description }),
    ...(isSeveral(actor) && { several: true }),
    ...(isUnidentified(actor) && { unidentified: true }),
  };
}

/** Ids with their names. */
export const namedActors = (ids: readonly string[], names: SummaryNames): readonly SummaryActor[] =>
  ids.map((id) => ({ id, name: names.actor(id).name }));
