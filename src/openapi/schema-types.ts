import type { AuditEntry, KeyView, PrincipalView, WhoAmIView } from '../access/access.views.js';
import type { ActorEventTypes } from '../actors/actor.events.js';
import type { ActorSummary, ActorView, SimilarActor } from '../actors/actors.queries.js';
import type { ClaimEventTypes } from '../claims/claim.events.js';
import type { EntryDetails } from '../claims/queries/entry-details.views.js';
import type { MomentsView } from '../claims/queries/moments.views.js';
import type { ProvenanceView } from '../claims/queries/provenance.views.js';
import type {
  ActorRecord,
  ClaimCounts,
  DryRunResult,
  FoundClaim,
  ClaimView,
  HistoryView,
  ListedEntry,
  SimilarClaim,
} from '../claims/queries/views.js';
import type { StoryView } from '../claims/story/story.views.js';
import type { WordingsView } from '../claims/wordings/wordings.views.js';
import type { Page } from '../read-model/pagination.js';
import type { DocumentEventTypes } from '../documents/document.events.js';
import type { DocumentView } from '../documents/documents.queries.js';
import type { LedgerEvent, StatusChanged } from '../interchange/cloudevents/cloud-event.js';
import type { WriteResult } from '../http/write-response.js';
import type { Problem } from '../http/problem.js';
import type { CreatedKey } from '../keys/key-answer.js';
import type { NarrativeEventTypes } from '../narratives/narrative.events.js';
import type { TimelineItem } from '../narratives/narrative-timeline.queries.js';
import type { NarrativeSummary, NarrativeView } from '../narratives/narratives.queries.js';
import type { InstanceStatus, LivenessView, ParkedView } from '../operations/operations.views.js';
import type { PolicyEventTypes } from '../policies/policy.events.js';
import type { PolicyView } from '../policies/policy.views.js';
import type { ReadinessView } from '../operations/readiness.js';
import type { ComparisonView } from '../replay/comparisons/comparison.views.js';
import type { ReplayView } from '../replay/replay.views.js';
import type {
  ActorReach,
  ActorReachView,
  CitationRing,
  CountedPage,
  RelianceEntry,
  RelianceView,
  RestingClaim,
} from '../reliance/reliance.views.js';
import type {
  DeliveryViewPage,
  Redelivered,
  Reencrypted,
  WebhookReplayCount,
  WebhookSecret,
  WebhookTestResult,
  WebhookView,
} from '../webhooks/outbound/subscriptions/webhook.views.js';
import type {
  IntegrationSecret,
  IntegrationView,
  ReencryptedIntegrations,
} from '../webhooks/inbound/integrations/integration.views.js';
import type { InboundDelivery } from '../deliveries/delivery.queries.js';
import type { InboundDeliveryDetails, RetriedDeliveries } from '../webhooks/inbound/deliveries/deliveries.views.js';
import type { Acceptance } from '../webhooks/inbound/door/delivery-door.js';
import type { DeliveryPreview } from '../webhooks/inbound/recording/delivery-outcome.js';
import type { Mapping } from '../webhooks/inbound/mapping/mapping.js';
import type { WebhookChallengeEvent, WebhookTestEvent } from '../webhooks/outbound/dispatch/own-events.js';
import type { ApprovedRedaction, RedactionRequestView } from '../erasure/redaction.views.js';
import type { MentionPage } from '../erasure/search/mention.views.js';
import type { ServiceIndex } from './service-index.js';

/**
 * The types of which the document speaks. The build makes a JSON Schema of each and of what they refer to, with the
 * comments as descriptions; those of events lend theirs to the fields of commands.
 */
export interface DescribedTypes {
  readonly answers: readonly [
    Problem,
    WriteResult,
    DryRunResult,
    Page<FoundClaim>,
    ClaimView,
    HistoryView,
    StoryView,
    WordingsView,
    MomentsView,
    ProvenanceView,
    EntryDetails,
    Page<ListedEntry>,
    ActorRecord,
    ClaimCounts,
    Page<SimilarClaim>,
    Page<ActorSummary>,
    Page<SimilarActor>,
    ActorView,
    Page<DocumentView>,
    Page<NarrativeSummary>,
    NarrativeView,
    Page<TimelineItem>,
    Page<PolicyView>,
    PolicyView,
    LedgerEvent,
    StatusChanged,
    Page<KeyView>,
    KeyView,
    CreatedKey,
    Page<AuditEntry>,
    AuditEntry,
    Page<PrincipalView>,
    WhoAmIView,
    LivenessView,
    ServiceIndex,
    ReadinessView,
    InstanceStatus,
    ParkedView,
    ReplayView,
    Page<ReplayView>,
    ComparisonView,
    CountedPage<RelianceView>,
    CountedPage<RelianceEntry>,
    CountedPage<CitationRing>,
    CountedPage<ActorReach>,
    ActorReachView,
    CountedPage<RestingClaim>,
    Page<WebhookView>,
    WebhookView,
    WebhookSecret,
    Reencrypted,
    DeliveryViewPage,
    WebhookTestResult,
    Redelivered,
    WebhookReplayCount,
    WebhookTestEvent,
    WebhookChallengeEvent,
    Page<IntegrationView>,
    IntegrationView,
    IntegrationSecret,
    ReencryptedIntegrations,
    Mapping,
    Acceptance,
    Page<InboundDelivery>,
    InboundDelivery,
    InboundDeliveryDetails,
    RetriedDeliveries,
    DeliveryPreview,
    Page<RedactionRequestView>,
    RedactionRequestView,
    ApprovedRedaction,
    MentionPage,
  ];
  readonly events: readonly [
    ActorEventTypes,
    DocumentEventTypes,
    NarrativeEventTypes,
    PolicyEventTypes,
    ClaimEventTypes,
  ];
}
