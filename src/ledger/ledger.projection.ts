import type { Database } from 'better-sqlite3';
import { ACTOR_SCHEMA, ActorProjector } from '../actors/actor.projection.js';
import type { TimedEvent } from '../domain/recorded-time.js';
import type { Projection, Projector } from '../projections/projection.js';
import { DELIVERY_SCHEMA, DeliveryProjector } from '../deliveries/delivery.projection.js';
import { deliveryOfStream } from '../deliveries/delivery.events.js';
import { DOCUMENT_SCHEMA, DocumentProjector } from '../documents/document.projection.js';
import { IDENTITY_KEY_SCHEMA } from '../read-model/identity-keys.js';
import { positionNumber } from '../event-log/position.js';
import { ENTRY_REDACTED, isRedacted, type Redaction, REDACTIONS_STREAM } from '../event-log/redaction.js';
import { NARRATIVE_SCHEMA, NarrativeProjector } from '../narratives/narrative.projection.js';
import { POLICY_SCHEMA, PolicyProjector } from '../policies/policy.projection.js';
import { parseStreamName } from '../domain/domain-event.js';
import { refOf } from '../domain/entries.js';
import { SCHEMA_VERSION } from '../command-handling/command-executor.js';
import type { Policy } from '../verification/policy.js';
import type { Cause } from '../claims/projection/state-timeline.js';
import { isAct, isEntryType } from '../claims/claim.rules.js';
import { ClaimFoldCache } from '../claims/projection/claim-fold-cache.js';
import { sameAsGroupOf } from '../claims/projection/same-as-groups.js';
import { ClaimEvaluator } from '../claims/projection/claim-evaluator.js';
import { ReferenceData } from '../claims/projection/reference-data.js';
import { ClaimReader } from '../claims/projection/claim-reader.js';
import { CLAIM_SCHEMA } from '../claims/projection/claim-schema.js';
import { ClaimSearchIndex } from '../claims/projection/claim-search-index.js';
import { ClaimDependencies, type DependencyChange } from '../claims/projection/claim-dependencies.js';
import { ClaimProjector } from '../claims/projection/claim.projection.js';
import { ClaimRows } from '../claims/projection/claim-rows.js';
import { REDACTION_SCHEMA, RedactionProjector } from '../redactions/redaction.projection.js';
import { RedactedRows } from './redacted-rows.js';

/** The ledger's read model: actors, documents, narratives, and claims with their states under this policy. */
export function ledgerProjection(policy: Policy): Projection {
  return {
    fingerprint: `${policy.id}/${policy.version}`,
    schemaVersion: SCHEMA_VERSION,
    schema:
      IDENTITY_KEY_SCHEMA +
      ACTOR_SCHEMA +
      DOCUMENT_SCHEMA +
      NARRATIVE_SCHEMA +
      POLICY_SCHEMA +
      CLAIM_SCHEMA +
      DELIVERY_SCHEMA +
      REDACTION_SCHEMA,
    handlesStream: (stream) =>
      parseStreamName(stream) !== undefined || deliveryOfStream(stream) !== undefined || stream === REDACTIONS_STREAM,
    publishes: isPublished,
    open: (database) => new LedgerProjector(database, policy),
  };
}

/**
 * Integrations' deliveries have payloads of others, which are for those who manage integrations. Requests of redactions
 * are for administrators.
 */
const isPublished = ({ stream, type }: Pick<TimedEvent, 'stream' | 'type'>): boolean =>
  parseStreamName(stream) !== undefined || (stream === REDACTIONS_STREAM && type === ENTRY_REDACTED);

/** The claims to evaluate again after an event. */
interface ToEvaluate {
  readonly claims: ReadonlySet<string>;
  readonly cause: Cause;
}

const NONE: ReadonlySet<string> = new Set();

class LedgerProjector implements Projector {
  private readonly actors: ActorProjector;
  private readonly documents: DocumentProjector;
  private readonly narratives: NarrativeProjector;
  private readonly policies: PolicyProjector;
  private readonly deliveries: DeliveryProjector;
  private readonly redactions: RedactionProjector;
  private readonly redacted: RedactedRows;
  private readonly claimRows: ClaimRows;
  private readonly claims: ClaimProjector;
  private readonly search: ClaimSearchIndex;
  private readonly referenceData: ReferenceData;
  private readonly folds: ClaimFoldCache;
  private readonly dependencies: ClaimDependencies;
  private readonly evaluator: ClaimEvaluator;

  constructor(database: Database, policy: Policy) {
    const reader = new ClaimReader(database);
    this.actors = new ActorProjector(database);
    this.documents = new DocumentProjector(database);
    this.narratives = new NarrativeProjector(database);
    this.policies = new PolicyProjector(database);
    this.deliveries = new DeliveryProjector(database);
    this.redactions = new RedactionProjector(database);
    this.redacted = new RedactedRows(database);
    this.search = new ClaimSearchIndex(database);
    this.claimRows = new ClaimRows(database, this.search);
    this.referenceData = new ReferenceData(database);
    this.folds = new ClaimFoldCache(reader);
    this.dependencies = new ClaimDependencies(database);
    this.claims = new ClaimProjector(database, this.folds, this.search, this.referenceData);
    this.evaluator = new ClaimEvaluator(database, policy, this.referenceData, reader, this.dependencies);
  }

  project(event: TimedEvent): void {
    const concerned = this.write(event);
    if (!concerned) return;
    const { recordedAt } = event;
    const change: DependencyChange = { position: positionNumber(event.position), recordedAt, cause: concerned.cause };
    this.evaluator.evaluate(this.folds, concerned.claims, change);
    this.folds.release();
  }

  projectLate(events: readonly TimedEvent[]): void {
    const claims = new Set<string>();
    for (const event of events) {
      const concerned = this.write(event);
      if (!concerned) continue;
      for (const claim of concerned.claims) claims.add(claim);
      if ('entry' in concerned.cause)
        for (const claim of this.claims.citingClaims(concerned.cause.entry)) claims.add(claim);
    }
    this.evaluator.reevaluateHistory(claims);
    this.folds.release();
  }

  dropCaches(): void {
    this.folds.clear();
    this.referenceData.clear();
    this.evaluator.dropCaches();
    this.search.dropCaches();
  }

  private write(event: TimedEvent): ToEvaluate | undefined {
    const named = parseStreamName(event.stream);
    switch (named?.noun) {
      case 'actor':
        return this.writeActor(event, named.id);
      case 'document':
        this.search.documentChanged(named.id, this.documents.project(event, named.id));
        this.referenceData.documentChanged(named.id);
        return { claims: this.dependencies.claimsDependingOnDocument(named.id), cause: { document: named.id } };
      case 'claim':
        return this.writeClaim(event, named.id);
      case 'narrative':
        this.narratives.project(event, named.id);
        return undefined;
      case 'policy':
        this.policies.project(event, named.id);
        return undefined;
      default:
        if (event.stream === REDACTIONS_STREAM) this.writeRedaction(event);
        else this.deliveries.project(event);
        return undefined;
    }
  }

  private writeRedaction(event: TimedEvent): void {
    const redaction = this.redactions.project(event);
    if (!redaction) return;
    if (deliveryOfStream(redaction.stream) !== undefined) this.deliveries.redact(redaction);
    else this.redactAggregate(redaction);
    this.redacted.redactTrouble(redaction.stream);
    // Also where nothing was projected: pages may have held it before.
    this.redacted.mustErase();
  }

  /** The rows are then those that projecting the event as it is now would have led to. */
  private redactAggregate(redaction: Redaction): void {
    const named = parseStreamName(redaction.stream);
    const stream = named && this.redacted.redact(redaction);
    if (!stream) return;
    const { id } = named;
    switch (named.noun) {
      case 'claim':
        this.folds.clear();
        this.claimRows.forget(id, stream.before);
        for (const event of stream.after) this.claims.project(event, id);
        this.folds.clear();
        // The publisher's label of a verdict is a part of the state's summary. No other text is.
        if (isRedacted(stream.target.data['label'])) this.evaluator.reevaluateHistory([id]);
        break;
      case 'actor':
        this.actors.forget(id);
        for (const event of stream.after) this.actors.project(event, id);
        this.referenceData.actorChanged(id);
        this.search.actorChanged(id, true);
        break;
      case 'document':
        this.documents.forget(id);
        for (const event of stream.after) this.documents.project(event, id);
        this.referenceData.documentChanged(id);
        this.search.documentChanged(id, true);
        break;
      case 'narrative':
        this.narratives.forget(id);
        for (const event of stream.after) this.narratives.project(event, id);
        break;
      case 'policy':
        // Has no text that can be redacted.
        break;
    }
  }

  private writeActor(event: TimedEvent, id: string): ToEvaluate {
    const change = this.actors.project(event, id);
    this.referenceData.actorChanged(id);
    if (change.changed === 'link') this.referenceData.linksChanged(id, change.other);
    if (change.changed === 'attributes') this.search.actorChanged(id, change.names);
    return {
      // Names and aliases don't affect a state.
      claims:
        change.changed !== 'attributes' || change.kindOrOutlet
          ? this.dependencies.claimsDependingOnActor(id, change.changed)
          : NONE,
      cause: change.changed === 'mandate' ? { actor: id, mandate: change.mandate } : { actor: id },
    };
  }

  private writeClaim(event: TimedEvent, id: string): ToEvaluate {
    // An act doesn't change which claims are the same.
    const isActOnly = isEntryType(event.type) && isAct(event.type);
    const before = isActOnly ? [] : sameAsGroupOf(this.folds, id).map((member) => member.id);
    const entry = this.claims.project(event, id);
    if (event.revision === 0) this.narratives.claimRegistered(id, positionNumber(event.position));
    return { claims: new Set([id, ...before]), cause: { entry: refOf(id, entry) } };
  }
}
