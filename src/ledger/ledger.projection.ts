import type { Database } from 'better-sqlite3';
import { ACTOR_SCHEMA, ActorProjector } from '../actors/actor.projection.js';
import type { DatedEvent, Projection, Projector } from '../read-model/projection.js';
import { DOCUMENT_SCHEMA, DocumentProjector } from '../documents/document.projection.js';
import { positionNumber } from '../event-log/position.js';
import { NARRATIVE_SCHEMA, NarrativeProjector } from '../narratives/narrative.projection.js';
import { nounOf } from '../domain/domain-event.js';
import { SCHEMA_VERSION } from '../command-handling/command-executor.js';
import type { Policy } from '../verification/policy.js';
import type { Cause } from '../claims/projection/state-timeline.js';
import { ClaimFolds } from '../claims/projection/claim-fold-cache.js';
import { groupOf } from '../claims/projection/same-as-groups.js';
import { Refold } from '../claims/projection/claim-evaluator.js';
import { Registry } from '../claims/projection/reference-data.js';
import { ClaimRows } from '../claims/projection/claim-reader.js';
import { CLAIM_SCHEMA } from '../claims/projection/claim-schema.js';
import { ClaimSearch } from '../claims/projection/claim-search-index.js';
import { ClaimTouches, type Touch } from '../claims/projection/claim-dependencies.js';
import { ClaimProjector } from '../claims/projection/claim.projection.js';

/** The ledger's read model: actors, documents, narratives, and claims with their states under this policy. */
export function ledgerProjection(policy: Policy): Projection {
  return {
    fingerprint: `${policy.id}/${policy.version}`,
    schemaVersion: SCHEMA_VERSION,
    schema: ACTOR_SCHEMA + DOCUMENT_SCHEMA + NARRATIVE_SCHEMA + CLAIM_SCHEMA,
    concerns: (stream) => nounOf(stream) !== undefined,
    open: (database) => new LedgerProjector(database, policy),
  };
}

/** What an event leaves to be judged: these claims, as of it. */
interface Touched {
  readonly claims: ReadonlySet<string>;
  readonly cause: Cause;
}

const NONE: ReadonlySet<string> = new Set();

class LedgerProjector implements Projector {
  private readonly actors: ActorProjector;
  private readonly documents: DocumentProjector;
  private readonly narratives: NarrativeProjector;
  private readonly claims: ClaimProjector;
  private readonly search: ClaimSearch;
  private readonly registry: Registry;
  private readonly folds: ClaimFolds;
  private readonly touches: ClaimTouches;
  private readonly refold: Refold;

  constructor(database: Database, policy: Policy) {
    const rows = new ClaimRows(database);
    this.actors = new ActorProjector(database);
    this.documents = new DocumentProjector(database);
    this.narratives = new NarrativeProjector(database);
    this.search = new ClaimSearch(database);
    this.registry = new Registry(database);
    this.folds = new ClaimFolds(rows);
    this.touches = new ClaimTouches(database);
    this.claims = new ClaimProjector(database, this.folds, this.search);
    this.refold = new Refold(database, policy, this.registry, rows, this.touches);
  }

  digest(event: DatedEvent): void {
    const touched = this.write(event);
    if (!touched) return;
    const { recordedAt } = event;
    const touch: Touch = { position: positionNumber(event.position), recordedAt, cause: touched.cause };
    this.refold.judge(this.folds, touched.claims, touch);
    this.folds.trim();
  }

  digestLate(events: readonly DatedEvent[]): void {
    const claims = new Set<string>();
    for (const event of events) for (const claim of this.write(event)?.claims ?? []) claims.add(claim);
    this.refold.judgeAllOver(claims);
    this.folds.trim();
  }

  forget(): void {
    this.folds.forget();
    this.registry.forget();
  }

  private write(event: DatedEvent): Touched | undefined {
    const named = nounOf(event.stream);
    switch (named?.noun) {
      case 'actor':
        return this.writeActor(event, named.id);
      case 'document':
        this.documents.digest(event, named.id);
        this.registry.documentChanged(named.id);
        return { claims: this.touches.claimsTouchedByDocument(named.id), cause: { document: named.id } };
      case 'claim':
        return this.writeClaim(event, named.id);
      case 'narrative':
        this.narratives.digest(event, named.id);
        return undefined;
      default:
        return undefined;
    }
  }

  private writeActor(event: DatedEvent, id: string): Touched {
    const change = this.actors.digest(event, id);
    this.registry.actorChanged(id);
    if (change.changed === 'attributes' && change.names) this.search.actorChanged(id);
    return {
      // A name weighs nothing.
      claims:
        change.changed === 'mandate' || change.nature ? this.touches.claimsTouchedByActor(id, change.changed) : NONE,
      cause: change.changed === 'mandate' ? { actor: id, mandate: change.mandate } : { actor: id },
    };
  }

  private writeClaim(event: DatedEvent, id: string): Touched {
    const before = groupOf(this.folds, id).map((member) => member.id);
    const entry = this.claims.digest(event, id);
    return { claims: new Set([id, ...before]), cause: { entry: `${id}/${entry}` } };
  }
}
