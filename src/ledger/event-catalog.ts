import type { ActorEventTypes } from '../actors/actor.events.js';
import type { ClaimEventTypes } from '../claims/claim.events.js';
import type { DocumentEventTypes } from '../documents/document.events.js';
import type { NarrativeEventTypes } from '../narratives/narrative.events.js';

type StoredType = keyof (ClaimEventTypes & ActorEventTypes & DocumentEventTypes & NarrativeEventTypes);

/** What each stored event is called on the wire. A name, once given, is for ever. */
const NAMES: Readonly<Record<StoredType, string>> = {
  ActorRegistered: 'actor.registered',
  ActorAmended: 'actor.amended',
  MandateRecorded: 'actor.mandate-recorded',
  MandateVoided: 'actor.mandate-voided',

  DocumentRegistered: 'document.registered',
  DocumentAmended: 'document.amended',

  NarrativeRegistered: 'narrative.registered',
  NarrativeAmended: 'narrative.amended',
  NarrativeClaimAdded: 'narrative.claim-added',
  NarrativeClaimRemoved: 'narrative.claim-removed',

  ClaimRegistered: 'claim.registered',
  ClaimAmended: 'claim.amended',
  ClaimLinked: 'claim.linked',
  ClaimUnlinked: 'claim.unlinked',
  EntryVoided: 'claim.entry-voided',
  ClaimAsserted: 'claim.asserted',
  ClaimReported: 'claim.reported',
  ClaimRepeated: 'claim.repeated',
  ClaimInterpreted: 'claim.interpreted',
  ClaimConfirmed: 'claim.confirmed',
  ClaimDenied: 'claim.denied',
  ClaimQuestioned: 'claim.questioned',
  StatementRetracted: 'claim.retracted',
  ApologyIssued: 'claim.apology-issued',
  CorrectionIssued: 'claim.corrected',
  StatementReworded: 'claim.reworded',
  ReactionRecorded: 'claim.reaction-recorded',
  ConfirmationSought: 'claim.confirmation-sought',
  EvidenceAttached: 'claim.evidence-attached',
  VerdictIssued: 'claim.verdict-issued',
  VerdictWithdrawn: 'claim.verdict-withdrawn',
  ForecastResolved: 'claim.forecast-resolved',
};

const PREFIX = 'claim-ledger.';

/** The first and the last line of an export, version 1. */
export const EXPORT_BEGUN = `${PREFIX}export.begun.v1`;
export const EXPORT_ENDED = `${PREFIX}export.ended.v1`;

/** Version 1 of what is told when a claim's verification status changes. */
export const STATUS_CHANGED = `${PREFIX}claim.status-changed.v1`;

/** `claim-ledger.claim.denied.v1`. An event that this version of the ledger doesn't know keeps the name it is stored by. */
export const wireTypeOf = (type: string, schemaVersion: number): string =>
  `${PREFIX}${Object.hasOwn(NAMES, type) ? NAMES[type as StoredType] : type}.v${schemaVersion}`;

const STORED = new Map(Object.entries(NAMES).flatMap(([type, name]) => [[type, type] as const, [name, type] as const]));

/** The stored type that is meant: by itself, by its name on the wire, or by the whole of that, in whatever version. */
export function storedType(name: string): string | undefined {
  const [, bare = name] = /^claim-ledger\.(.+)\.v\d+$/.exec(name) ?? [];
  return STORED.get(bare);
}
