import type { PolicyInput, Mandate } from '../../../../src/verification/policy.js';
import type { JudgedEntry } from '../../../../src/domain/entries.js';
import {
  actorsIn,
  claimEvents,
  groupOf,
  knownAt,
  mandatesIn,
  momentOf,
  publishersIn,
  type AnyFact,
  type InClaim,
  type Question,
} from './acts.js';

/** An act or a void as a policy is given it; what shaped the claim itself is left out. */
function judged(event: InClaim): JudgedEntry[] {
  switch (event.type) {
    case 'ClaimAsserted':
    case 'ClaimReported':
    case 'ClaimRepeated':
    case 'ClaimInterpreted':
    case 'ClaimConfirmed':
    case 'ClaimDenied':
    case 'ClaimQuestioned':
    case 'StatementRetracted':
    case 'ApologyIssued':
    case 'CorrectionIssued':
    case 'StatementReworded':
    case 'ReactionRecorded':
    case 'ConfirmationSought':
    case 'EvidenceAttached':
    case 'VerdictIssued':
    case 'VerdictWithdrawn':
    case 'ForecastResolved':
    case 'EntryVoided': {
      const { claim, type, data, recordedAt } = event;
      return [{ claim, type, data, recordedAt } as JudgedEntry];
    }
    default:
      return [];
  }
}

/** A case of which all mandates can be listed. */
export interface LaidCase extends PolicyInput {
  readonly mandates: ReadonlyMap<string, readonly Mandate[]>;
}

export function bySpeaker(mandates: readonly Mandate[]): LaidCase['mandates'] {
  const grouped = new Map<string, Mandate[]>();
  for (const mandate of mandates) {
    grouped.set(mandate.speaker, [...(grouped.get(mandate.speaker) ?? []), mandate]);
  }
  return grouped;
}

/** The case that the ledger would lay before a policy, straight from the events of the whole log, in log order. */
export function caseOf(events: readonly AnyFact[], claimId: string, question: Question): LaidCase | undefined {
  const known = knownAt(events, question.asOf);
  const all = claimEvents(known);
  if (!all.some((event) => event.claim === claimId && event.type === 'ClaimRegistered')) return undefined;
  const claims = groupOf(claimId, all);
  const members = new Set(claims.map((claim) => claim.id));
  return {
    claims,
    entries: all.filter((event) => members.has(event.claim)).flatMap(judged),
    mandates: bySpeaker(mandatesIn(known)),
    actors: actorsIn(known),
    publishers: publishersIn(known),
    at: momentOf(question),
  };
}
