import { ForbiddenError } from '../access/errors.js';
import type { Decider } from '../command-handling/decider.js';
import { AlreadyExistsError, CommandRejectedError, type Violation } from '../command-handling/errors.js';
import { requireRegistered } from '../command-handling/registration.js';
import type { EntryVoided } from '../domain/entries.js';
import { recordingScope } from '../domain/recording-scope.js';
import { digestOf } from '../lib/digest.js';
import type { Json } from '../lib/json.js';
import type { ClaimAttributes, ClaimEvent, ClaimEventTypes, ClaimLinked } from './claim.events.js';
import { actViolations, attributeViolations } from './claim.rules.js';
import {
  amend,
  applyEntry,
  attributesOf,
  type ClaimState,
  draftOf,
  emptyClaim,
  type EntryState,
  keptSize,
  type LastLink,
  lastLink,
} from './claim.state.js';

/** Records these entries in the claim's stream: all of them, or none. */
export interface RecordEntries {
  readonly claim: string;
  readonly entries: readonly ClaimEvent[];
  /** The time of the decision: an ISO instant in UTC. */
  readonly now: string;
  /** What the principal may do: a void requires the scope of what it voids. */
  readonly scopes: readonly string[];
  /** For `same-as` links: the last link of the pair in the other claim's stream, by the other claim's id. */
  readonly reverseLinks?: ReadonlyMap<string, LastLink>;
}

export const claimDecider: Decider<ClaimState, RecordEntries, ClaimEventTypes> = {
  initial: emptyClaim,
  evolve: (state, event) => applyEntry(state, event, event.position),
  keptSize,
  drafts: { copy: draftOf, apply: (draft, entry) => applyEntry(draft, entry) },
  decide: (state, command) => {
    const isBatch = command.entries.length > 1;
    const draft = isBatch ? draftOf(state) : state;
    return command.entries.flatMap((entry, index) => {
      const events = decideEntry(draft, entry, command, isBatch ? `/${index}` : '');
      if (isBatch) events.forEach((event) => applyEntry(draft, event));
      return events;
    });
  },
};

/** How deep a void of a void of a void may be. Each could restore or void again all that are below it. */
const MAX_VOID_DEPTH = 10;

/** @param prefix of the JSON Pointers in violations */
function decideEntry(
  state: ClaimState,
  entry: ClaimEvent,
  command: RecordEntries,
  prefix: string,
): readonly ClaimEvent[] {
  const existing = state.entries.get(entry.data.id);
  if (existing && existing.type === entry.type && existing.digest === digestOf(entry.data as unknown as Json))
    return [];
  if (entry.type === 'ClaimRegistered') {
    if (state.registration) throw new AlreadyExistsError('claim', command.claim);
    return accept(entry, attributeViolations(entry.data, entry.data), prefix);
  }
  requireRegistered('claim', command.claim, state.registration);
  if (existing) {
    const message = `The claim already has another entry "${entry.data.id}". Choose another id.`;
    return accept(entry, [{ pointer: '/id', code: 'id-taken', message }], prefix);
  }
  switch (entry.type) {
    case 'ClaimAmended':
      return accept(
        entry,
        attributeViolations(amend(attributesOf(state) as ClaimAttributes, entry.data), entry.data),
        prefix,
      );
    case 'ClaimLinked':
    case 'ClaimUnlinked':
      return decideLink(state, entry, command, prefix);
    case 'EntryVoided':
      requireScopeToVoid(state, entry.data.voids, command.scopes);
      if (state.voids.isVoided(entry.data.voids)) return [];
      return accept(entry, voidViolations(state, entry), prefix);
    default:
      return accept(entry, actViolations(state, entry, command), prefix);
  }
}

/**
 * Voiding an entry takes the scope that recording it takes. The void of a void restores what that one voided, or voids it
 * again, so the entry at the end of the chain counts. Throws a `ForbiddenError`.
 */
function requireScopeToVoid(state: ClaimState, target: string, scopes: readonly string[]): void {
  const last = voidChain(state, target).at(-1);
  const scope = recordingScope(last?.type);
  if (last && !scopes.includes(scope)) throw new ForbiddenError(scope);
}

/**
 * For `same-as`, the last link or unlink of the pair counts, in whichever of the two streams it is. Any other relation
 * depends on this stream alone.
 */
function decideLink(
  state: ClaimState,
  entry: ClaimEvent & { data: ClaimLinked },
  command: RecordEntries,
  prefix: string,
): readonly ClaimEvent[] {
  const { relation, other } = entry.data;
  if (other === command.claim) {
    const message = "A claim can't be linked to itself. Name another claim.";
    return accept(entry, [{ pointer: '/other', code: 'link-to-itself', message }], prefix);
  }
  const own = lastLink(state, relation, other);
  const reverse = relation === 'same-as' ? command.reverseLinks?.get(other) : undefined;
  const linked = (isLater(own, reverse) ? own : reverse)?.linked ?? false;
  if (entry.type === 'ClaimLinked') return linked ? [] : [entry];
  if (linked) return [entry];
  const message = `The claim is not linked to "${other}" as "${relation}", so there is no link to end.`;
  return accept(entry, [{ pointer: '/other', code: 'not-linked', message }], prefix);
}

/** A link without a position belongs to a draft, and so is later than anything in the log. */
function isLater(own: LastLink, reverse: LastLink): boolean {
  if (!own || !reverse) return own !== undefined;
  return own.position === undefined || own.position > (reverse.position ?? '');
}

function voidViolations(state: ClaimState, entry: ClaimEvent & { data: EntryVoided }): Violation[] {
  const { voids, replacement } = entry.data;
  const violations: Violation[] = [];
  const target = state.entries.get(voids);
  if (!target) {
    violations.push({ pointer: '/voids', code: 'unknown-entry', message: `The claim has no entry "${voids}".` });
  } else if (target.type === 'ClaimRegistered') {
    const message = "A registration can't be voided. Amend the claim instead.";
    violations.push({ pointer: '/voids', code: 'registration-voided', message });
  } else if (voidChain(state, voids).length > MAX_VOID_DEPTH) {
    const message = `"${voids}" is a void of a void and so on, ${MAX_VOID_DEPTH} deep. Void an earlier one of them instead.`;
    violations.push({ pointer: '/voids', code: 'void-too-deep', message });
  } else {
    const remaining = attributesOf(applyEntry(draftOf(state), entry)) as ClaimAttributes;
    for (const { code, message } of attributeViolations(remaining, {})) {
      violations.push({ pointer: '/voids', code, message: `Without "${voids}", the claim is not valid. ${message}` });
    }
  }
  if (replacement === undefined) return violations;
  const successor = state.entries.get(replacement);
  if (!successor) {
    const message = `The claim has no entry "${replacement}". Record the replacement before this void.`;
    violations.push({ pointer: '/replacement', code: 'unknown-entry', message });
  } else if (state.voids.isVoided(replacement) || replacement === voids || successor.type === 'ClaimRegistered') {
    const message = 'The replacement must be another entry that is neither voided nor the registration.';
    violations.push({ pointer: '/replacement', code: 'invalid-replacement', message });
  }
  return violations;
}

/** This entry; if it is a void, what it voids, and so on, up to one more than a void may be deep. */
function voidChain({ entries, voids }: ClaimState, target: string): readonly EntryState[] {
  const chain: EntryState[] = [];
  for (
    let id: string | undefined = target;
    id !== undefined && chain.length <= MAX_VOID_DEPTH;
    id = voids.targetOf(id)
  ) {
    const entry = entries.get(id);
    if (!entry) break;
    chain.push(entry);
  }
  return chain;
}

function accept(entry: ClaimEvent, violations: readonly Violation[], prefix: string): readonly ClaimEvent[] {
  if (violations.length === 0) return [entry];
  throw new CommandRejectedError(
    violations.map((violation) => ({ ...violation, pointer: prefix + violation.pointer })),
  );
}
