import type { Reference } from '../command-handling/reference-checker.js';
import type { EntryRef } from '../domain/entries.js';
import { REF } from '../validation/bounds.js';
import { type FoundReference, nounsIn, referencesOf } from '../validation/references.js';
import { CLAIM_EVENTS } from './claim.event-types.js';
import type { ClaimEvent } from './claim.events.js';

/** A reference to an entry, and where it is in the command. */
export interface EntryReference {
  readonly ref: EntryRef;
  /** RFC 6901 JSON Pointer. */
  readonly pointer: string;
  /** Whether only a verdict will do. */
  readonly mustBeVerdict: boolean;
}

/** The entry id, if the reference is to an entry of this claim; undefined if it is to another claim's. */
export function localEntry(ref: EntryRef, claim: string): string | undefined {
  const slash = ref.indexOf('/');
  if (slash < 0) return ref;
  return ref.slice(0, slash) === claim ? ref.slice(slash + 1) : undefined;
}

/** Splits a reference of the form `claim/entry`. */
export function foreignEntry(ref: EntryRef): { claim: string; id: string } {
  const slash = ref.indexOf('/');
  return { claim: ref.slice(0, slash), id: ref.slice(slash + 1) };
}

/**
 * Every actor, document and claim that the entry refers to.
 *
 * @param prefix of the JSON Pointers
 */
export function referencesIn(entry: ClaimEvent, prefix = ''): Reference[] {
  return nounsIn(idsIn(entry, prefix));
}

/**
 * Every act that the entry refers to. What a void voids, and its replacement, are entries of any kind.
 *
 * @param prefix of the JSON Pointers
 */
export function entryReferencesIn(entry: ClaimEvent, prefix = ''): EntryReference[] {
  return idsIn(entry, prefix).flatMap(({ referent, id, pointer }) => {
    if (referent !== 'act' && referent !== 'verdict') return [];
    return typeof id === 'string' && REF.test(id) ? [{ ref: id, pointer, mustBeVerdict: referent === 'verdict' }] : [];
  });
}

/** In an entry of an unknown type, a field refers to what it would in the first type that has it. */
function idsIn({ type, data }: ClaimEvent, prefix: string): readonly FoundReference[] {
  if (Object.hasOwn(CLAIM_EVENTS.types, type)) return referencesOf(CLAIM_EVENTS.types[type].dto, data, prefix);
  const found = Object.values(CLAIM_EVENTS.types).flatMap(({ dto }) => referencesOf(dto, data, prefix));
  return [...new Map(found.toReversed().map((each) => [each.pointer, each])).values()].toReversed();
}
