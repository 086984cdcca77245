import type { PolicyInput, Mandate } from '../../../../src/verification/policy.js';
import type { JudgedEntry } from '../../../../src/domain/entries.js';
import {
  actorsIn,
  claimEvents,
  sameAsGroupOf,
  eventsKnownAt,
  makersIn,
  mandatesIn,
  momentOf,
  publishersIn,
  type AnyDomainEvent,
  type ClaimStreamEvent,
  type Question,
} from './acts.js';

/** Returns an act or a void as a policy receives it, and nothing for registrations, amendments and links. */
function toJudgedEntries(event: ClaimStreamEvent): JudgedEntry[] {
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

/** The input of a policy, with mandates that can be listed. */
export interface ReferenceInput extends PolicyInput {
  readonly mandates: ReadonlyMap<string, readonly Mandate[]>;
}

export function bySpeaker(mandates: readonly Mandate[]): ReferenceInput['mandates'] {
  const grouped = new Map<string, Mandate[]>();
  for (const mandate of mandates) {
    grouped.set(mandate.speaker, [...(grouped.get(mandate.speaker) ?? []), mandate]);
  }
  return grouped;
}

/** Builds the input that the ledger would give to a policy, directly from the events of the whole log, in log order. */
export function policyInputOf(
  events: readonly AnyDomainEvent[],
  claimId: string,
  question: Question,
): ReferenceInput | undefined {
  const known = eventsKnownAt(events, question.asOf);
  const all = claimEvents(known);
  if (!all.some((event) => event.claim === claimId && event.type === 'ClaimRegistered')) return undefined;
  const claims = sameAsGroupOf(claimId, all);
  const members = new Set(claims.map((claim) => claim.id));
  return {
    claims,
    entries: all.filter((event) => members.has(event.claim)).flatMap(toJudgedEntries),
    mandates: bySpeaker(mandatesIn(known)),
    actors: actorsIn(known),
    publishers: publishersIn(known),
    makersElsewhere: makersIn(known),
    at: momentOf(question),
  };
}
