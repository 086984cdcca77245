import type { Violation } from '../command-handling/errors.js';
import type { ActType } from '../domain/entries.js';
import { parseOccurredAt } from '../domain/fuzzy-time.js';
import type { ClaimAmended, ClaimAttributes, ClaimEvent } from './claim.events.js';
import { entryReferencesIn, localEntry } from './claim.references.js';
import { attributesOf, type ClaimState } from './claim.state.js';

/** What the kind of a claim asks of its other attributes, and says against those that a command brings. */
export function attributeViolations(
  { kind, holder }: ClaimAttributes,
  brought: Pick<ClaimAmended, 'holder' | 'due'>,
): Violation[] {
  const violations: Violation[] = [];
  if (kind === 'position' && holder === undefined) {
    violations.push({
      pointer: '/holder',
      code: 'holder-missing',
      message: "A position is somebody's: say whose, as its holder.",
    });
  }
  if (kind !== 'position' && brought.holder != null) {
    violations.push({
      pointer: '/holder',
      code: 'not-a-position',
      message: `Only a position has a holder, this is "${kind}".`,
    });
  }
  if (kind !== 'forecast' && brought.due != null) {
    violations.push({
      pointer: '/due',
      code: 'not-a-forecast',
      message: `Only a forecast is due some day, this is "${kind}".`,
    });
  }
  return violations;
}

/** What the claim's own stream, and the moment of recording, say against an act. */
export function actViolations(
  state: ClaimState,
  entry: ClaimEvent & { type: ActType },
  { claim, now }: { claim: string; now: string },
): Violation[] {
  const violations: Violation[] = [];
  const { occurredAt } = entry.data;
  if (occurredAt !== undefined && parseOccurredAt(occurredAt).earliest > Date.parse(now)) {
    const message = `"${occurredAt}" begins after now, ${now}: what hasn't happened can't be recorded.`;
    violations.push({ pointer: '/occurredAt', code: 'in-the-future', message });
  }
  for (const { ref, pointer } of entryReferencesIn(entry)) {
    const id = localEntry(ref, claim);
    if (id === undefined) continue;
    const named = state.entries.get(id);
    const sort = pointer === '/of' && entry.type === 'VerdictWithdrawn' ? 'VerdictIssued' : undefined;
    if (!named) {
      violations.push({ pointer, code: 'unknown-entry', message: `The claim has no entry "${id}".` });
    } else if (!isAct(named.type)) {
      violations.push({
        pointer,
        code: 'not-an-act',
        message: `"${id}" is an act of the record (${named.type}), nobody's act in the world.`,
      });
    } else if (sort && named.type !== sort) {
      violations.push({ pointer, code: 'not-a-verdict', message: `"${id}" is no verdict (${named.type}).` });
    }
  }
  if (entry.type === 'ForecastResolved' && attributesOf(state)?.kind !== 'forecast') {
    violations.push({ pointer: '/type', code: 'not-a-forecast', message: 'Only a forecast has an outcome.' });
  }
  return violations;
}

const RECORD_ACTS: readonly ClaimEvent['type'][] = [
  'ClaimRegistered',
  'ClaimAmended',
  'ClaimLinked',
  'ClaimUnlinked',
  'EntryVoided',
];

export const isAct = (type: ClaimEvent['type']): type is ActType => !RECORD_ACTS.includes(type);
