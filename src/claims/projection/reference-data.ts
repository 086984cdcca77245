import type { Database, Statement } from 'better-sqlite3';
import type { ActorFacts, Mandate } from '../../verification/policy.js';
import type { ActorKind } from '../../domain/vocabulary.js';

/** An event, by where it lies in the log and the recorded time in force. */
export interface LogPoint {
  readonly position: number;
  readonly recordedAt: string;
}

/** Whether an event counts: the ledger is looked at as of some event, or some moment of recorded time. */
export type AsOfFilter = (event: LogPoint) => boolean;

export const asOf =
  (time: string): AsOfFilter =>
  (event) =>
    event.recordedAt <= time;

interface ActorVersion extends LogPoint {
  readonly kind: ActorKind;
  readonly outlet: string | null;
}

interface MandateVersion extends LogPoint {
  readonly mandate: string;
  readonly principal: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

interface DocumentVersion extends LogPoint {
  readonly publisher: string;
}

/** Versions kept in memory are bounded by the number of actors and documents that they are of. */
const MAX_KEPT = 50_000;

/** What a case has to know of actors and documents, as of any event. Forgetting what is kept changes nothing. */
export class ReferenceData {
  private readonly actors: Kept<ActorVersion>;
  private readonly mandates: Kept<MandateVersion>;
  private readonly documents: Kept<DocumentVersion>;

  constructor(database: Database) {
    this.actors = new Kept(
      database.prepare(
        `SELECT position, recordedFrom AS recordedAt, attributes ->> 'kind' AS kind, attributes ->> 'outlet' AS outlet
         FROM actor_versions WHERE id = ? ORDER BY position`,
      ),
    );
    this.mandates = new Kept(
      database.prepare(
        `SELECT position, recordedFrom AS recordedAt, mandate, principal, "from", until
         FROM mandate_versions WHERE speaker = ? ORDER BY position`,
      ),
    );
    this.documents = new Kept(
      database.prepare(
        `SELECT position, recordedFrom AS recordedAt, attributes ->> 'publisher' AS publisher
         FROM document_versions WHERE id = ? ORDER BY position`,
      ),
    );
  }

  actor(id: string, known: AsOfFilter): ActorFacts | undefined {
    const version = this.actors.of(id).findLast(known);
    return version && { id, kind: version.kind, ...(version.outlet !== null && { outlet: version.outlet }) };
  }

  /** In force by which this actor speaks for others, by id. */
  mandatesOf(speaker: string, known: AsOfFilter): Mandate[] {
    const versions = this.mandates.of(speaker);
    if (versions.length === 0) return [];
    const last = new Map(versions.filter(known).map((version) => [version.mandate, version]));
    return [...last.values()]
      .sort((a, b) => (a.mandate < b.mandate ? -1 : 1))
      .flatMap(({ mandate, principal, from, until }) => {
        if (principal === null) return [];
        const span = { ...(from !== null && { from }), ...(until !== null && { until }) };
        return [{ id: mandate, speaker, principal, ...span }];
      });
  }

  publisher(document: string, known: AsOfFilter): string | undefined {
    return this.documents.of(document).findLast(known)?.publisher;
  }

  actorChanged(id: string): void {
    this.actors.forget(id);
    this.mandates.forget(id);
  }

  documentChanged(id: string): void {
    this.documents.forget(id);
  }

  forget(): void {
    for (const kept of [this.actors, this.mandates, this.documents]) kept.clear();
  }
}

class Kept<Version> {
  private readonly versions = new Map<string, readonly Version[]>();

  constructor(private readonly read: Statement<[string], Version>) {}

  of(id: string): readonly Version[] {
    const kept = this.versions.get(id);
    if (kept) return kept;
    const versions = this.read.all(id);
    if (this.versions.size >= MAX_KEPT) this.versions.clear();
    this.versions.set(id, versions);
    return versions;
  }

  forget(id: string): void {
    this.versions.delete(id);
  }

  clear(): void {
    this.versions.clear();
  }
}
