import type { Database, Statement } from 'better-sqlite3';
import { joinedActors } from '../../domain/joined-actors.js';
import type { ActorFacts, Mandate } from '../../verification/policy.js';
import type { ActorKind } from '../../domain/vocabulary.js';
import { boundedCache } from '../../lib/bounded-cache.js';
import { memorySize } from '../../lib/memory-size.js';

/** An event's position in the log and its effective recorded time. */
export interface LogPoint {
  readonly position: number;
  readonly recordedAt: string;
}

/** True for the events known as of some event, or as of some moment of recorded time. */
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

/** A link or unlink with another actor, in the stream of either. */
interface LinkVersion extends LogPoint {
  readonly other: string;
  readonly linked: number;
}

interface DocumentVersion extends LogPoint {
  readonly publisher: string;
}

/** The cached versions of actors, of documents, of mandates and of links, each. */
const MAX_BYTES = 4_000_000;

/** What policies need of actors and documents, as of any event. Cached; without the cache, only the speed differs. */
export class ReferenceData {
  private readonly actors: VersionCache<ActorVersion>;
  private readonly mandates: VersionCache<MandateVersion>;
  private readonly documents: VersionCache<DocumentVersion>;
  private readonly links: VersionCache<LinkVersion>;
  private readonly makers: Statement<[string, string], { readonly by: string }>;

  constructor(database: Database) {
    this.actors = new VersionCache(
      database.prepare(
        `SELECT position, recordedFrom AS recordedAt, attributes ->> 'kind' AS kind, attributes ->> 'outlet' AS outlet
         FROM actor_versions WHERE id = ? ORDER BY position`,
      ),
    );
    this.mandates = new VersionCache(
      database.prepare(
        `SELECT position, recordedFrom AS recordedAt, mandate, principal, "from", until
         FROM mandate_versions WHERE speaker = ? ORDER BY position`,
      ),
    );
    this.documents = new VersionCache(
      database.prepare(
        `SELECT position, recordedFrom AS recordedAt, attributes ->> 'publisher' AS publisher
         FROM document_versions WHERE id = ? ORDER BY position`,
      ),
    );
    this.links = new VersionCache(
      database.prepare(
        `WITH asked (id) AS (VALUES (?))
         SELECT position, recordedFrom AS recordedAt, other, linked FROM actor_links WHERE actor = (SELECT id FROM asked)
         UNION ALL
         SELECT position, recordedFrom, actor, linked FROM actor_links WHERE other = (SELECT id FROM asked)
         ORDER BY position`,
      ),
    );
    this.makers = database.prepare(
      `SELECT data ->> 'by' AS "by" FROM entries JOIN events USING (position)
       WHERE claim = (SELECT number FROM claim_versions WHERE id = ? LIMIT 1) AND entry = ?`,
    );
  }

  /** An actor, without those that it is joined with. */
  actor(id: string, isKnown: AsOfFilter): Omit<ActorFacts, 'joined'> | undefined {
    const version = this.actors.of(id).findLast(isKnown);
    if (!version) return undefined;
    const { kind, outlet } = version;
    return { id, kind, ...(outlet !== null && { outlet }) };
  }

  /** The ids of all actors that are one with this actor, its own included, sorted. */
  joinedWith(id: string, isKnown: AsOfFilter): readonly string[] {
    return joinedActors(
      id,
      (actor) => this.linkedWith(actor, isKnown),
      (actor) => this.kindOf(actor, isKnown),
    );
  }

  /** The makers of entries, as of any event: an entry is known to all that cite it, and its makers never change. */
  readonly makersElsewhere = { get: (ref: string) => this.makersOf(ref) };

  /** The makers of an entry; undefined if it isn't an act, or isn't known. */
  makersOf(ref: string): readonly string[] | undefined {
    const slash = ref.indexOf('/');
    const by = this.makers.get(ref.slice(0, slash), ref.slice(slash + 1))?.by;
    return by == null ? undefined : (JSON.parse(by) as string[]);
  }

  private kindOf(id: string, isKnown: AsOfFilter): ActorKind | undefined {
    return this.actors.of(id).findLast(isKnown)?.kind;
  }

  private linkedWith(id: string, isKnown: AsOfFilter): readonly string[] {
    const links = this.links.of(id);
    if (links.length === 0) return [];
    const last = new Map(links.filter(isKnown).map(({ other, linked }) => [other, linked === 1]));
    return [...last].filter(([, linked]) => linked).map(([other]) => other);
  }

  /** The effective mandates by which this actor speaks for others, sorted by id. */
  mandatesOf(speaker: string, isKnown: AsOfFilter): Mandate[] {
    const versions = this.mandates.of(speaker);
    if (versions.length === 0) return [];
    const last = new Map(versions.filter(isKnown).map((version) => [version.mandate, version]));
    return [...last.values()]
      .sort((a, b) => (a.mandate < b.mandate ? -1 : 1))
      .flatMap(({ mandate, principal, from, until }) => {
        if (principal === null) return [];
        const span = { ...(from !== null && { from }), ...(until !== null && { until }) };
        return [{ id: mandate, speaker, principal, ...span }];
      });
  }

  publisher(document: string, isKnown: AsOfFilter): string | undefined {
    return this.documents.of(document).findLast(isKnown)?.publisher;
  }

  actorChanged(id: string): void {
    this.actors.delete(id);
    this.mandates.delete(id);
  }

  linksChanged(...ids: readonly string[]): void {
    for (const id of ids) this.links.delete(id);
  }

  documentChanged(id: string): void {
    this.documents.delete(id);
  }

  clear(): void {
    for (const cache of [this.actors, this.mandates, this.documents, this.links]) cache.clear();
  }
}

class VersionCache<Version> {
  private readonly versions = boundedCache<readonly Version[]>(MAX_BYTES, memorySize);

  constructor(private readonly read: Statement<[string], Version>) {}

  of(id: string): readonly Version[] {
    const cached = this.versions.get(id);
    if (cached) return cached;
    const versions = this.read.all(id);
    this.versions.set(id, versions);
    return versions;
  }

  delete(id: string): void {
    this.versions.delete(id);
  }

  clear(): void {
    this.versions.clear();
  }
}
