import type { Violation } from '../command-handling/errors.js';
import { type Act, type ActType, MAX_EARLIER_ENTRIES } from '../domain/entries.js';
import { firstBeginning } from '../domain/fuzzy-time.js';
import type { ClaimAmended, ClaimAttributes, ClaimEvent } from './claim.events.js';
import { entryReferencesIn, localEntry } from './claim.references.js';
import { attributesOf, type ClaimState } from './claim.state.js';

/**
 * Checks a claim's attributes against its kind: a position needs a holder, and no other kind may be given one; only a
 * forecast may be given a due date.
 *
 * @param attributes as they are after the command
 * @param given the fields of the command itself
 */
export function attributeViolations(
  { kind, holder }: ClaimAttributes,
  given: Pick<ClaimAmended, 'holder' | 'due'>,
): Violation[] {
  const violations: Violation[] = [];
  if (kind === 'position' && holder === undefined) {
    violations.push({
      pointer: '/holder',
      code: 'holder-missing',
      message: 'A position needs a holder. Give the actor whose position it is.',
    });
  }
  if (kind !== 'position' && given.holder != null) {
    violations.push({
      pointer: '/holder',
      code: 'not-a-position',
      message: `Only a position has a holder; the kind of this claim is "${kind}". Leave out the holder, or change the kind.`,
    });
  }
  if (kind !== 'forecast' && given.due != null) {
    violations.push({
      pointer: '/due',
      code: 'not-a-forecast',
      message: `Only a forecast has a due date; the kind of this claim is "${kind}". Leave out the date, or change the kind.`,
    });
  }
  return violations;
}

/**
 * Checks an act against the claim's own stream and the time of the command: it must not begin later, and the entries of
 * this claim that it names must exist and be acts. Entries of other claims are checked by the service.
 */
export function actViolations(
  state: ClaimState,
  entry: ClaimEvent & { type: ActType },
  { claim, now }: { claim: string; now: string },
): Violation[] {
  const violations: Violation[] = [];
  const { occurredAt } = entry.data;
  if (occurredAt !== undefined && firstBeginning(occurredAt) > Date.parse(now)) {
    const message = `"${occurredAt}" begins after now (${now}). Only what has happened can be recorded.`;
    violations.push({ pointer: '/occurredAt', code: 'in-the-future', message });
  }
  for (const { ref, pointer, mustBeVerdict } of entryReferencesIn(entry)) {
    const id = localEntry(ref, claim);
    if (id === undefined) continue;
    const target = state.entries.get(id);
    if (!target) {
      violations.push({ pointer, code: 'unknown-entry', message: `The claim has no entry "${id}".` });
    } else if (!isAct(target.type)) {
      violations.push({
        pointer,
        code: 'not-an-act',
        message: `"${id}" (${target.type}) is an act of the record. Name an entry that somebody made in the world.`,
      });
    } else if (mustBeVerdict && target.type !== 'VerdictIssued') {
      const message = `"${id}" (${target.type}) is not a verdict. Name the verdict that is withdrawn.`;
      violations.push({ pointer, code: 'not-a-verdict', message });
    }
  }
  if (followsTooMany(state, entry.data, claim)) {
    const message = `The act would follow more than ${MAX_EARLIER_ENTRIES} entries, by its own "after" and by theirs. Give its date instead, or fewer entries.`;
    violations.push({ pointer: '/after', code: 'follows-too-many', message });
  }
  if (entry.type === 'ForecastResolved' && attributesOf(state)?.kind !== 'forecast') {
    const message = 'Only a claim of the kind "forecast" has an outcome.';
    violations.push({ pointer: '/type', code: 'not-a-forecast', message });
  }
  return violations;
}

function followsTooMany({ entries }: ClaimState, { after = [] }: Act, claim: string): boolean {
  const earlierEntries = new Set(after);
  for (const ref of earlierEntries) {
    if (earlierEntries.size > MAX_EARLIER_ENTRIES) return true;
    const earlier = entries.get(localEntry(ref, claim) ?? '');
    for (const before of earlier?.after ?? []) earlierEntries.add(before);
  }
  return false;
}

/** Whether an entry of this type is an act in the world, or one of the record. */
const KINDS: Readonly<Record<ClaimEvent['type'], 'act' | 'record'>> = {
  ClaimRegistered: 'record',
  ClaimAmended: 'record',
  ClaimLinked: 'record',
  ClaimUnlinked: 'record',
  EntryVoided: 'record',
  ClaimAsserted: 'act',
  ClaimReported: 'act',
  ClaimRepeated: 'act',
  ClaimInterpreted: 'act',
  ClaimConfirmed: 'act',
  ClaimDenied: 'act',
  ClaimQuestioned: 'act',
  StatementRetracted: 'act',
  ApologyIssued: 'act',
  CorrectionIssued: 'act',
  StatementReworded: 'act',
  ReactionRecorded: 'act',
  ConfirmationSought: 'act',
  EvidenceAttached: 'act',
  VerdictIssued: 'act',
  VerdictWithdrawn: 'act',
  ForecastResolved: 'act',
};

export const isEntryType = (type: string): type is ClaimEvent['type'] => Object.hasOwn(KINDS, type);

/** True for acts in the world, false for acts of the record. */
export const isAct = (type: ClaimEvent['type']): type is ActType => KINDS[type] === 'act';
