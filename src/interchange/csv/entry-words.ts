import type { ClaimEvent } from '../../claims/claim.events.js';
import { REACTIONS } from '../../domain/vocabulary.js';
import { foldText } from '../../lib/fold-text.js';

/** What a word in "what happened" records, and the fields that it implies. */
export interface EntryWord {
  readonly type: ClaimEvent['type'];
  readonly fields?: Readonly<Record<string, string>>;
}

const WORDS: Readonly<Record<string, EntryWord>> = {
  asserted: { type: 'ClaimAsserted' },
  reported: { type: 'ClaimReported' },
  repeated: { type: 'ClaimRepeated' },
  interpreted: { type: 'ClaimInterpreted' },
  confirmed: { type: 'ClaimConfirmed' },
  denied: { type: 'ClaimDenied' },
  questioned: { type: 'ClaimQuestioned' },
  retracted: { type: 'StatementRetracted' },
  apologized: { type: 'ApologyIssued' },
  corrected: { type: 'CorrectionIssued' },
  reworded: { type: 'StatementReworded' },
  ...Object.fromEntries(
    REACTIONS.map((reaction) => [reaction, { type: 'ReactionRecorded', fields: { reaction } } as const]),
  ),
  searched: { type: 'ConfirmationSought' },
  evidence: { type: 'EvidenceAttached' },
  rated: { type: 'VerdictIssued' },
  withdrawn: { type: 'VerdictWithdrawn' },
  resolved: { type: 'ForecastResolved' },
};

export const ENTRY_WORDS = Object.keys(WORDS);

export function findEntryWord(text: string): EntryWord | undefined {
  const word = foldText(text);
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}
