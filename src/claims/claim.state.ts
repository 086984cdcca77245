import { applyAmendment } from '../command-handling/registration.js';
import { EntryVoids } from '../domain/voids.js';
import type { ClaimAmended, ClaimAttributes, ClaimEvent, ClaimLinked, ClaimRegistered } from './claim.events.js';

/** What decisions need of one entry. */
export interface EntryState {
  readonly type: ClaimEvent['type'];
  readonly data: ClaimEvent['data'];
  /** Undefined for an entry of a draft, which isn't in the log yet. */
  readonly position: string | undefined;
}

/** A claim folded from its own stream. */
export interface ClaimState {
  registration: ClaimRegistered | undefined;
  /** By entry id, in the order of recording. */
  readonly entries: Map<string, EntryState>;
  readonly voids: EntryVoids;
  /** Ids of the amendments, in the order of recording. */
  readonly amendments: string[];
  /** Ids of the links and unlinks, in the order of recording. */
  readonly links: string[];
}

export const emptyClaim = (): ClaimState => ({
  registration: undefined,
  entries: new Map(),
  voids: new EntryVoids(),
  amendments: [],
  links: [],
});

/** A copy to which further entries can be applied without changing the original. */
export const draftOf = ({ registration, entries, voids, amendments, links }: ClaimState): ClaimState => ({
  registration,
  entries: new Map(entries),
  voids: voids.copy(),
  amendments: [...amendments],
  links: [...links],
});

/** Changes the state, and returns it. Without a position, the entry is one of a draft. */
export function applyEntry(state: ClaimState, { type, data }: ClaimEvent, position?: string): ClaimState {
  state.entries.set(data.id, { type, data, position });
  if (type === 'ClaimRegistered') state.registration = data;
  if (type === 'ClaimAmended') state.amendments.push(data.id);
  if (type === 'ClaimLinked' || type === 'ClaimUnlinked') state.links.push(data.id);
  if (type === 'EntryVoided') state.voids.add(data.id, data.voids);
  return state;
}

/** The registration with all amendments that aren't voided. Undefined before the registration. */
export function attributesOf(state: ClaimState): ClaimAttributes | undefined {
  if (!state.registration) return undefined;
  return state.amendments
    .filter((id) => !state.voids.isVoided(id))
    .reduce(
      (attributes, id) => amend(attributes, state.entries.get(id)?.data as ClaimAmended),
      withoutId(state.registration),
    );
}

/**
 * Changes the fields that the amendment contains. null removes a field; a kind that has no holder or no due date
 * removes that too.
 */
export function amend(attributes: ClaimAttributes, amendment: ClaimAmended): ClaimAttributes {
  const { id: _entry, ...changes } = amendment;
  const { holder, due, ...rest } = applyAmendment<ClaimAttributes>(attributes, changes);
  return {
    ...rest,
    ...(holder !== undefined && rest.kind === 'position' && { holder }),
    ...(due !== undefined && rest.kind === 'forecast' && { due }),
  };
}

/** The attributes of a registration, without its entry id. */
export function withoutId({ id: _entry, ...attributes }: ClaimRegistered): ClaimAttributes {
  return attributes;
}

/** The last link or unlink of a pair in one stream that isn't voided; undefined if there is none. */
export type LastLink = { readonly linked: boolean; readonly position: string | undefined } | undefined;

export function lastLink(state: ClaimState, relation: ClaimLinked['relation'], other: string): LastLink {
  for (const id of state.links.toReversed()) {
    const entry = state.entries.get(id);
    if (!entry || state.voids.isVoided(id)) continue;
    const link = entry.data as ClaimLinked;
    if (link.relation === relation && link.other === other) {
      return { linked: entry.type === 'ClaimLinked', position: entry.position };
    }
  }
  return undefined;
}
