import type { Decider } from '../command-handling/decider.js';
import { AlreadyExistsError, CommandRejectedError, type Violation } from '../command-handling/errors.js';
import { isSameJson, requireRegistered } from '../command-handling/registration.js';
import type { EntryVoided } from '../domain/entries.js';
import type { ClaimAttributes, ClaimEvent, ClaimEventTypes, ClaimLinked } from './claim.events.js';
import { actViolations, attributeViolations } from './claim.rules.js';
import {
  amend,
  applyEntry,
  attributesOf,
  type ClaimState,
  draftOf,
  emptyClaim,
  type LastLink,
  lastLink,
} from './claim.state.js';

/** Record these entries in the claim's stream: all of them or none. */
export interface RecordEntries {
  readonly claim: string;
  readonly entries: readonly ClaimEvent[];
  /** The instant of the decision, ISO in UTC. */
  readonly now: string;
  /** For merges: the last link of the pair in the other claim's stream, by the other claim's id. */
  readonly otherSides?: ReadonlyMap<string, LastLink>;
}

export const claimDecider: Decider<ClaimState, RecordEntries, ClaimEventTypes> = {
  initial: emptyClaim,
  evolve: (state, fact) => applyEntry(state, fact, fact.position),
  drafts: { copy: draftOf, apply: (draft, entry) => applyEntry(draft, entry) },
  decide: (state, command) => {
    const several = command.entries.length > 1;
    const draft = several ? draftOf(state) : state;
    return command.entries.flatMap((entry, index) => {
      const decided = decideEntry(draft, entry, command, several ? `/${index}` : '');
      if (several) decided.forEach((event) => applyEntry(draft, event));
      return decided;
    });
  },
};

function decideEntry(state: ClaimState, entry: ClaimEvent, command: RecordEntries, at: string): readonly ClaimEvent[] {
  const known = state.entries.get(entry.data.id);
  if (known && known.type === entry.type && isSameJson(known.data, entry.data)) return [];
  if (entry.type === 'ClaimRegistered') {
    if (state.registration) throw new AlreadyExistsError('claim', command.claim);
    return accept(entry, attributeViolations(entry.data, entry.data), at);
  }
  requireRegistered('claim', command.claim, state.registration);
  if (known) {
    const message = `The claim has another entry "${entry.data.id}" already.`;
    return accept(entry, [{ pointer: '/id', code: 'id-taken', message }], at);
  }
  switch (entry.type) {
    case 'ClaimAmended':
      return accept(
        entry,
        attributeViolations(amend(attributesOf(state) as ClaimAttributes, entry.data), entry.data),
        at,
      );
    case 'ClaimLinked':
    case 'ClaimUnlinked':
      return decideLink(state, entry, command, at);
    case 'EntryVoided':
      if (state.voids.isVoided(entry.data.voids)) return [];
      return accept(entry, voidViolations(state, entry), at);
    default:
      return accept(entry, actViolations(state, entry, command), at);
  }
}

/** Of a merged pair the last link or unlink in either stream holds; any other relation is this stream's alone. */
function decideLink(
  state: ClaimState,
  entry: ClaimEvent & { data: ClaimLinked },
  command: RecordEntries,
  at: string,
): readonly ClaimEvent[] {
  const { relation, other } = entry.data;
  if (other === command.claim) {
    return accept(
      entry,
      [{ pointer: '/other', code: 'link-to-itself', message: 'A claim has no relation to itself.' }],
      at,
    );
  }
  const own = lastLink(state, relation, other);
  const theirs = relation === 'same-as' ? command.otherSides?.get(other) : undefined;
  const linked = (isLater(own, theirs) ? own : theirs)?.linked ?? false;
  if (entry.type === 'ClaimLinked') return linked ? [] : [entry];
  if (linked) return [entry];
  const message = `The claim is not linked as "${relation}" to "${other}".`;
  return accept(entry, [{ pointer: '/other', code: 'not-linked', message }], at);
}

/** Without a position it is decided just now, so after all that the log holds. */
function isLater(own: LastLink, theirs: LastLink): boolean {
  if (!own || !theirs) return own !== undefined;
  return own.position === undefined || own.position > (theirs.position ?? '');
}

function voidViolations(state: ClaimState, entry: ClaimEvent & { data: EntryVoided }): Violation[] {
  const { voids, replacement } = entry.data;
  const violations: Violation[] = [];
  const target = state.entries.get(voids);
  if (!target) {
    violations.push({ pointer: '/voids', code: 'unknown-entry', message: `The claim has no entry "${voids}".` });
  } else if (target.type === 'ClaimRegistered') {
    violations.push({ pointer: '/voids', code: 'registration-voided', message: 'A registration is never voided.' });
  } else {
    const left = attributesOf(applyEntry(draftOf(state), entry)) as ClaimAttributes;
    violations.push(...attributeViolations(left, {}).map((violation) => ({ ...violation, pointer: '/voids' })));
  }
  if (replacement === undefined) return violations;
  const successor = state.entries.get(replacement);
  if (!successor) {
    violations.push({
      pointer: '/replacement',
      code: 'unknown-entry',
      message: `The claim has no entry "${replacement}".`,
    });
  } else if (state.voids.isVoided(replacement) || replacement === voids || successor.type === 'ClaimRegistered') {
    const message = 'The replacement is another entry, not voided, and not the registration.';
    violations.push({ pointer: '/replacement', code: 'invalid-replacement', message });
  }
  return violations;
}

function accept(entry: ClaimEvent, violations: readonly Violation[], at: string): readonly ClaimEvent[] {
  if (violations.length === 0) return [entry];
  throw new CommandRejectedError(violations.map((violation) => ({ ...violation, pointer: at + violation.pointer })));
}
