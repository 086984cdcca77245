import { applyAmendment } from '../command-handling/registration.js';
import type { EntryVoided } from '../domain/entries.js';
import type { ClaimAmended, ClaimAttributes, ClaimEvent, ClaimLinked, ClaimRegistered } from './claim.events.js';

/** What a decision has to know of one entry. */
export interface KnownEntry {
  readonly type: ClaimEvent['type'];
  readonly data: ClaimEvent['data'];
  /** How many voids in force it has against it: while there is one, it counts no more. */
  readonly voids: number;
  /** Undefined while it is only decided, not yet in the log. */
  readonly position: string | undefined;
}

/** A claim as its own stream shows it. */
export interface ClaimState {
  registration: ClaimRegistered | undefined;
  /** By id, in the order of recording. */
  readonly entries: Map<string, KnownEntry>;
  /** Ids of amendments, links and unlinks, in the order of recording. */
  readonly amendments: string[];
  readonly links: string[];
}

export const emptyClaim = (): ClaimState => ({
  registration: undefined,
  entries: new Map(),
  amendments: [],
  links: [],
});

/** A copy that further entries can be applied to without touching the original. */
export const draftOf = ({ registration, entries, amendments, links }: ClaimState): ClaimState => ({
  registration,
  entries: new Map(entries),
  amendments: [...amendments],
  links: [...links],
});

export function applyEntry(state: ClaimState, { type, data }: ClaimEvent, position?: string): ClaimState {
  state.entries.set(data.id, { type, data, position, voids: 0 });
  if (type === 'ClaimRegistered') state.registration = data;
  if (type === 'ClaimAmended') state.amendments.push(data.id);
  if (type === 'ClaimLinked' || type === 'ClaimUnlinked') state.links.push(data.id);
  if (type === 'EntryVoided') takeForce(state, data);
  return state;
}

export const isVoided = (state: ClaimState, id: string): boolean => (state.entries.get(id)?.voids ?? 0) > 0;

/**
 * A void that is voided gives back what it voided, and takes it again when it is restored: so the change goes on down
 * the chain, as far as it changes whether an entry counts. One entry may have several voids against it, restored ones.
 */
function takeForce(state: ClaimState, first: EntryVoided): void {
  let target: string | undefined = first.voids;
  for (let change = 1; target !== undefined; change = -change) {
    const entry = state.entries.get(target);
    if (!entry) return;
    const voids = entry.voids + change;
    state.entries.set(target, { ...entry, voids });
    if (voids > 0 === entry.voids > 0) return;
    target = entry.type === 'EntryVoided' ? (entry.data as EntryVoided).voids : undefined;
  }
}

/** The claim's attributes now: its registration and every amendment that isn't voided. Undefined before registration. */
export function attributesOf(state: ClaimState): ClaimAttributes | undefined {
  if (!state.registration) return undefined;
  return state.amendments
    .filter((id) => !isVoided(state, id))
    .reduce(
      (attributes, id) => amend(attributes, state.entries.get(id)?.data as ClaimAmended),
      withoutId(state.registration),
    );
}

/** Only the fields that an amendment carries change; null takes one away, as does a kind that has no such field. */
export function amend(attributes: ClaimAttributes, amendment: ClaimAmended): ClaimAttributes {
  const { id: _entry, ...changes } = amendment;
  const { holder, due, ...rest } = applyAmendment<ClaimAttributes>(attributes, changes);
  return {
    ...rest,
    ...(holder !== undefined && rest.kind === 'position' && { holder }),
    ...(due !== undefined && rest.kind === 'forecast' && { due }),
  };
}

function withoutId({ id: _entry, ...attributes }: ClaimRegistered): ClaimAttributes {
  return attributes;
}

/** The last link or unlink of a pair that counts in a stream, if there was one. */
export type LastLink = { readonly linked: boolean; readonly position: string | undefined } | undefined;

export function lastLink(state: ClaimState, relation: ClaimLinked['relation'], other: string): LastLink {
  for (const id of state.links.toReversed()) {
    const entry = state.entries.get(id);
    if (!entry || isVoided(state, id)) continue;
    const link = entry.data as ClaimLinked;
    if (link.relation === relation && link.other === other) {
      return { linked: entry.type === 'ClaimLinked', position: entry.position };
    }
  }
  return undefined;
}
