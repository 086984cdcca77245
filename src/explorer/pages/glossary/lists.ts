import type { ClaimEventTypes } from '../../../claims/claim.events.js';
import type { ActorKind, Basis, ClaimKind, Status } from '../../../domain/vocabulary.js';
import type { OriginNature, WithoutEffectReason } from '../../../verification/policy.js';

/** The values of a closed list of the API, in this order. One that is missing doesn't compile. */
const all = <Value extends string>(values: Readonly<Record<Value, true>>): readonly Value[] =>
  Object.keys(values) as Value[];

export const STATUSES = all<Status>({
  rated: true,
  fulfilled: true,
  unfulfilled: true,
  'partly-fulfilled': true,
  lapsed: true,
  retracted: true,
  disputed: true,
  stated: true,
  confirmed: true,
  refuted: true,
  denied: true,
  corroborated: true,
  open: true,
  unsubstantiated: true,
  unverified: true,
});

export const CLAIM_KINDS = all<ClaimKind>({
  factual: true,
  statistical: true,
  position: true,
  forecast: true,
});

export const ENTRY_TYPES = all<keyof ClaimEventTypes>({
  ClaimRegistered: true,
  ClaimAmended: true,
  ClaimLinked: true,
  ClaimUnlinked: true,
  EntryVoided: true,
  ClaimAsserted: true,
  ClaimReported: true,
  ClaimRepeated: true,
  ClaimInterpreted: true,
  ClaimConfirmed: true,
  ClaimDenied: true,
  ClaimQuestioned: true,
  StatementRetracted: true,
  ApologyIssued: true,
  CorrectionIssued: true,
  StatementReworded: true,
  ReactionRecorded: true,
  ConfirmationSought: true,
  EvidenceAttached: true,
  VerdictIssued: true,
  VerdictWithdrawn: true,
  ForecastResolved: true,
});

export const ACTOR_KINDS = all<ActorKind>({
  outlet: true,
  organization: true,
  person: true,
  group: true,
  unnamed: true,
});

export const BASES = all<Basis>({
  witnessed: true,
  recording: true,
  document: true,
  'named-source': true,
  'unnamed-source': true,
  reasoning: true,
  'none-given': true,
});

export const ORIGINS = all<OriginNature>({
  named: true,
  unnamed: true,
  unsourced: true,
  unrecorded: true,
  circular: true,
});

export const REASONS = all<WithoutEffectReason>({
  voided: true,
  'taken-back': true,
  'attribution-denied': true,
  'attribution-withdrawn': true,
  'followed-by-opposite': true,
  superseded: true,
  'not-its-side': true,
  'outweighed-by-evidence': true,
  'other-claim': true,
  'target-voided': true,
  'part-only': true,
  'takes-back-nothing': true,
  'no-standing': true,
  'no-mandate': true,
  'group-speaks': true,
  party: true,
  'leads-nowhere': true,
  'not-primary': true,
  unexamined: true,
  forged: true,
  contested: true,
  'rater-has-standing': true,
  'unnamed-rater': true,
  'verdict-shown': true,
  'weak-basis': true,
  'unnamed-source': true,
  'not-a-verdict': true,
  'not-a-forecast': true,
  expired: true,
  excluded: true,
});

/** Terms that aren't values of a list, from the general to the particular. */
export const TERMS = [
  'claim',
  'entry',
  'act',
  'occurred',
  'recorded',
  'actor',
  'document',
  'narrative',
  'about',
  'standing',
  'mandate',
  'capacity',
  'basis',
  'citation',
  'origin',
  'carry',
  'circle',
  'withoutEffect',
  'voided',
  'policy',
  'replay',
] as const;
