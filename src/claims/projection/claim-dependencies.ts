import type { Database, Statement } from 'better-sqlite3';
import type { Cause } from './state-timeline.js';
import type { LogPoint } from './reference-data.js';

/** An event of an actor or a document that may change the states of claims. */
export interface DependencyChange extends LogPoint {
  readonly cause: Cause;
}

interface ActorEventRow extends LogPoint {
  readonly id: string;
  readonly mandate: string | null;
}

/**
 * Which claims an event of an actor or a document may concern, and which events may concern claims. Both may return too
 * much, since evaluating a claim without need writes no row. Neither may return too little.
 */
export class ClaimDependencies {
  private readonly claimsNaming: Statement<[string, string], { readonly claim: string }>;
  private readonly namesIn: Statement<[string], { readonly noun: string; readonly id: string }>;
  private readonly unnamedActorsOf: Statement<[string], { readonly id: string }>;
  private readonly documentsOf: Statement<[string], { readonly id: string }>;
  private readonly speakersFor: Statement<[string], { readonly id: string }>;
  private readonly outletsOf: Statement<[string], { readonly id: string }>;
  private readonly publishersOf: Statement<[string], { readonly id: string }>;
  private readonly principalsOf: Statement<[string], { readonly id: string }>;
  private readonly everLinked: Statement<[{ readonly actor: string }], { readonly id: string }>;
  private readonly linkEvents: Statement<[string], ActorEventRow>;
  private readonly actorEvents: Statement<[string], ActorEventRow>;
  private readonly mandateEvents: Statement<[string], ActorEventRow>;
  private readonly documentEvents: Statement<[string], ActorEventRow>;

  constructor(database: Database) {
    this.claimsNaming = database.prepare('SELECT claim FROM claim_names WHERE noun = ? AND id = ? ORDER BY claim');
    this.namesIn = database.prepare('SELECT noun, id FROM claim_names WHERE claim = ?');
    this.unnamedActorsOf = database.prepare(`SELECT DISTINCT id FROM actor_versions WHERE attributes ->> 'outlet' = ?`);
    this.documentsOf = database.prepare(
      `SELECT DISTINCT id FROM document_versions WHERE attributes ->> 'publisher' = ?`,
    );
    this.speakersFor = database.prepare('SELECT DISTINCT speaker AS id FROM mandate_versions WHERE principal = ?');
    this.outletsOf = database.prepare(
      `SELECT DISTINCT attributes ->> 'outlet' AS id FROM actor_versions
       WHERE id = ? AND attributes ->> 'outlet' IS NOT NULL`,
    );
    this.publishersOf = database.prepare(
      `SELECT DISTINCT attributes ->> 'publisher' AS id FROM document_versions WHERE id = ?`,
    );
    this.principalsOf = database.prepare(
      'SELECT DISTINCT principal AS id FROM mandate_versions WHERE speaker = ? AND principal IS NOT NULL',
    );
    this.everLinked = database.prepare(
      `SELECT other AS id FROM actor_links WHERE actor = @actor
       UNION ALL SELECT actor FROM actor_links WHERE other = @actor`,
    );
    const logPoint = 'position, recordedFrom AS recordedAt';
    this.actorEvents = database.prepare(`SELECT ${logPoint}, id, NULL AS mandate FROM actor_versions WHERE id = ?`);
    this.mandateEvents = database.prepare(
      `SELECT ${logPoint}, speaker AS id, mandate FROM mandate_versions WHERE speaker = ?`,
    );
    this.linkEvents = database.prepare(
      `SELECT ${logPoint}, actor AS id, NULL AS mandate FROM actor_links WHERE actor = ?`,
    );
    this.documentEvents = database.prepare(
      `SELECT ${logPoint}, id, NULL AS mandate FROM document_versions WHERE id = ?`,
    );
  }

  /**
   * A mandate concerns claims that name its speaker. An actor's kind, outlet or link also concerns claims that name an
   * actor who speaks for it. An actor that was ever joined with one counts as that one.
   */
  claimsDependingOnActor(id: string, changed: 'mandate' | 'attributes' | 'link'): Set<string> {
    const actors = new Set([id]);
    this.addJoined(actors);
    if (changed !== 'mandate') {
      for (const actor of [...actors]) for (const speaker of this.speakersFor.all(actor)) actors.add(speaker.id);
      this.addJoined(actors);
    }
    for (const actor of actors) for (const unnamed of this.unnamedActorsOf.all(actor)) actors.add(unnamed.id);
    const claims = new Set<string>();
    for (const actor of actors) {
      for (const { claim } of this.claimsNaming.all('actor', actor)) claims.add(claim);
      for (const document of this.documentsOf.all(actor)) {
        for (const claim of this.claimsDependingOnDocument(document.id)) claims.add(claim);
      }
    }
    return claims;
  }

  /** Adds all actors that were ever linked with one of these, directly or through others. */
  private addJoined(actors: Set<string>): void {
    for (const actor of actors) for (const { id } of this.everLinked.all({ actor })) actors.add(id);
  }

  claimsDependingOnDocument(id: string): Set<string> {
    return new Set(this.claimsNaming.all('document', id).map(({ claim }) => claim));
  }

  /** All events of actors and documents that may concern these claims, in no particular order. */
  of(claims: Iterable<string>): DependencyChange[] {
    const speakers = new Set<string>();
    const documents = new Set<string>();
    for (const claim of claims) {
      for (const { noun, id } of this.namesIn.all(claim)) {
        if (noun === 'actor') speakers.add(id);
        else if (noun === 'document') documents.add(id);
      }
    }
    for (const document of documents) for (const { id } of this.publishersOf.all(document)) speakers.add(id);
    for (const speaker of speakers) for (const { id } of this.outletsOf.all(speaker)) speakers.add(id);
    this.addJoined(speakers);
    const actors = new Set(speakers);
    for (const speaker of speakers) for (const { id } of this.principalsOf.all(speaker)) actors.add(id);
    this.addJoined(actors);
    return [
      ...[...actors].flatMap((id) => this.actorEvents.all(id).map(actorChange)),
      ...[...actors].flatMap((id) => this.linkEvents.all(id).map(actorChange)),
      ...[...speakers].flatMap((id) => this.mandateEvents.all(id).map(actorChange)),
      ...[...documents].flatMap((document) =>
        this.documentEvents.all(document).map(({ position, recordedAt, id }) => {
          return { position, recordedAt, cause: { document: id } };
        }),
      ),
    ];
  }
}

const actorChange = ({ position, recordedAt, id, mandate }: ActorEventRow): DependencyChange => ({
  position,
  recordedAt,
  cause: mandate === null ? { actor: id } : { actor: id, mandate },
});
