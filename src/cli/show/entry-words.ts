import type { EntryView } from '../../claims/queries/views.js';

/** Each type of entry in one word or two, as in "2 denied". */
export const ENTRY_WORDS: Readonly<Record<EntryView['type'], string>> = {
  ClaimRegistered: 'registered',
  ClaimAmended: 'amended',
  ClaimLinked: 'linked',
  ClaimUnlinked: 'unlinked',
  EntryVoided: 'voided',
  ClaimAsserted: 'asserted',
  ClaimReported: 'reported',
  ClaimRepeated: 'repeated',
  ClaimInterpreted: 'interpreted',
  ClaimConfirmed: 'confirmed',
  ClaimDenied: 'denied',
  ClaimQuestioned: 'questioned',
  StatementRetracted: 'retracted',
  ApologyIssued: 'apologized',
  CorrectionIssued: 'corrected',
  StatementReworded: 'reworded',
  ReactionRecorded: 'reacted',
  ConfirmationSought: 'searched',
  EvidenceAttached: 'attached evidence',
  VerdictIssued: 'rated',
  VerdictWithdrawn: 'withdrew a verdict',
  ForecastResolved: 'resolved',
};
