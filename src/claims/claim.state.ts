import { applyAmendment } from '../command-handling/registration.js';
import type { Act, EntryRef } from '../domain/entries.js';
import { EntryVoids } from '../domain/voids.js';
import { digestOf } from '../lib/digest.js';
import type { Json } from '../lib/json.js';
import { memorySize } from '../lib/memory-size.js';
import type { ClaimAmended, ClaimAttributes, ClaimEvent, ClaimLinked, ClaimRegistered } from './claim.events.js';

/** A digest as a text. */
const DIGEST_BYTES = 90;

/** What decisions need of one entry. Not its data: those of all recent entries would be most of a server's memory. */
export interface EntryState {
  readonly type: ClaimEvent['type'];
  /** Of its data. */
  readonly digest: string;
  /** Of an act: the entries that it follows. */
  readonly after: readonly EntryRef[] | undefined;
}

/** A link, or the end of one. */
interface LinkState extends Pick<ClaimLinked, 'relation' | 'other'> {
  readonly linked: boolean;
  /** Undefined for an entry of a draft, which isn't in the log yet. */
  readonly position: string | undefined;
}

/** A claim folded from its own stream. */
export interface ClaimState {
  registration: ClaimRegistered | undefined;
  /** By entry id, in the order of recording. */
  readonly entries: Map<string, EntryState>;
  readonly voids: EntryVoids;
  /** By entry id, in the order of recording. */
  readonly amendments: Map<string, ClaimAmended>;
  /** By entry id, in the order of recording. */
  readonly links: Map<string, LinkState>;
}

export const emptyClaim = (): ClaimState => ({
  registration: undefined,
  entries: new Map(),
  voids: new EntryVoids(),
  amendments: new Map(),
  links: new Map(),
});

/** A copy to which further entries can be applied without changing the original. */
export const draftOf = ({ registration, entries, voids, amendments, links }: ClaimState): ClaimState => ({
  registration,
  entries: new Map(entries),
  voids: voids.copy(),
  amendments: new Map(amendments),
  links: new Map(links),
});

/** Changes the state, and returns it. Without a position, the entry is one of a draft. */
export function applyEntry(state: ClaimState, { type, data }: ClaimEvent, position?: string): ClaimState {
  const { after } = data as Partial<Act>;
  state.entries.set(data.id, { type, digest: digestOf(data as unknown as Json), after });
  if (type === 'ClaimRegistered') state.registration = data;
  if (type === 'ClaimAmended') state.amendments.set(data.id, data);
  if (type === 'ClaimLinked' || type === 'ClaimUnlinked') {
    const { relation, other } = data;
    state.links.set(data.id, { relation, other, linked: type === 'ClaimLinked', position });
  }
  if (type === 'EntryVoided') state.voids.add(data.id, data.voids);
  return state;
}

/** The estimated memory of what `applyEntry` keeps of an entry's data. */
export function keptSize({ type, data }: ClaimEvent): number {
  const { id, after = [] } = data as Partial<Act>;
  const isKept =
    type === 'ClaimRegistered' || type === 'ClaimAmended' || type === 'ClaimLinked' || type === 'ClaimUnlinked';
  return DIGEST_BYTES + memorySize(isKept ? data : [id, after]);
}

/** The registration with all amendments that aren't voided. Undefined before the registration. */
export function attributesOf(state: ClaimState): ClaimAttributes | undefined {
  if (!state.registration) return undefined;
  return [...state.amendments.values()]
    .filter(({ id }) => !state.voids.isVoided(id))
    .reduce<ClaimAttributes>((attributes, amendment) => amend(attributes, amendment), withoutId(state.registration));
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
  for (const [id, link] of [...state.links].toReversed()) {
    if (link.relation === relation && link.other === other && !state.voids.isVoided(id)) return link;
  }
  return undefined;
}
