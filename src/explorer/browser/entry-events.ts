import type { ClaimEventTypes } from '../../claims/claim.events.js';

/** What a stream calls the events of claims: a browser hears only those whose name it knows. */
const NAMES: Readonly<Record<keyof ClaimEventTypes, string>> = {
  ClaimRegistered: 'registered',
  ClaimAmended: 'amended',
  ClaimLinked: 'linked',
  ClaimUnlinked: 'unlinked',
  EntryVoided: 'entry-voided',
  ClaimAsserted: 'asserted',
  ClaimReported: 'reported',
  ClaimRepeated: 'repeated',
  ClaimInterpreted: 'interpreted',
  ClaimConfirmed: 'confirmed',
  ClaimDenied: 'denied',
  ClaimQuestioned: 'questioned',
  StatementRetracted: 'retracted',
  ApologyIssued: 'apology-issued',
  CorrectionIssued: 'corrected',
  StatementReworded: 'reworded',
  ReactionRecorded: 'reaction-recorded',
  ConfirmationSought: 'confirmation-sought',
  EvidenceAttached: 'evidence-attached',
  VerdictIssued: 'verdict-issued',
  VerdictWithdrawn: 'verdict-withdrawn',
  ForecastResolved: 'forecast-resolved',
};

/** What the feed of changes of state calls them. */
const STATUS_CHANGED = 'claim-ledger.claim.status-changed.v1';

export const ENTRY_EVENTS: readonly string[] = Object.values(NAMES).map((name) => `claim-ledger.claim.${name}.v1`);

/** The names in all feeds. */
export const FEED_EVENTS: readonly string[] = [...ENTRY_EVENTS, STATUS_CHANGED];
