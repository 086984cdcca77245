import { applyAmendment } from '../command-handling/registration.js';
import { EntryVoids } from '../domain/voids.js';
import type { ClaimAmended, ClaimAttributes, ClaimEvent, ClaimLinked, ClaimRegistered } from './claim.events.js';

/** What a decision has to know of one entry. */
export interface KnownEntry {
  readonly type: ClaimEvent['type'];
  readonly data: ClaimEvent['data'];
  /** Undefined while it is only decided, not yet in the log. */
  readonly position: string | undefined;
}

/** A claim as its own stream shows it. */
export interface ClaimState {
  registration: ClaimRegistered | undefined;
  /** By id, in the order of recording. */
  readonly entries: Map<string, KnownEntry>;
  readonly voids: EntryVoids;
  /** Ids of amendments, links and unlinks, in the order of recording. */
  readonly amendments: string[];
  readonly links: string[];
}

export const emptyClaim = (): ClaimState => ({
  registration: undefined,
  entries: new Map(),
  voids: new EntryVoids(),
  amendments: [],
  links: [],
});

/** A copy that further entries can be applied to without touching the original. */
export const draftOf = ({ registration, entries, voids, amendments, links }: ClaimState): ClaimState => ({
  registration,
  entries: new Map(entries),
  voids: voids.copy(),
  amendments: [...amendments],
  links: [...links],
});

export function applyEntry(state: ClaimState, { type, data }: ClaimEvent, position?: string): ClaimState {
  state.entries.set(data.id, { type, data, position });
  if (type === 'ClaimRegistered') state.registration = data;
  if (type === 'ClaimAmended') state.amendments.push(data.id);
  if (type === 'ClaimLinked' || type === 'ClaimUnlinked') state.links.push(data.id);
  if (type === 'EntryVoided') state.voids.add(data.id, data.voids);
  return state;
}

/** The claim's attributes now: its registration and every amendment that isn't voided. Undefined before registration. */
export function attributesOf(state: ClaimState): ClaimAttributes | undefined {
  if (!state.registration) return undefined;
  return state.amendments
    .filter((id) => !state.voids.isVoided(id))
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
    if (!entry || state.voids.isVoided(id)) continue;
    const link = entry.data as ClaimLinked;
    if (link.relation === relation && link.other === other) {
      return { linked: entry.type === 'ClaimLinked', position: entry.position };
    }
  }
  return undefined;
}
