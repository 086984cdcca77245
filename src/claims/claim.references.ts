import { type Reference, referenceTo } from '../command-handling/reference-checker.js';
import type { AggregateType } from '../domain/domain-event.js';
import type { EntryRef } from '../domain/entries.js';
import { MAX_LIST, REF } from '../validation/bounds.js';
import type { ClaimEvent } from './claim.events.js';

/** A reference to an entry, and where it is in the command. */
export interface EntryReference {
  readonly ref: EntryRef;
  /** RFC 6901 JSON Pointer. */
  readonly pointer: string;
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

/** All fields that refer to something else, over all entry types; of any type in a malformed command. */
interface ReferenceFields {
  readonly by?: unknown;
  readonly onBehalfOf?: unknown;
  readonly asked?: unknown;
  readonly about?: unknown;
  readonly holder?: unknown;
  readonly document?: unknown;
  readonly other?: unknown;
  readonly replacementClaim?: unknown;
  readonly cites?: unknown;
  readonly interprets?: unknown;
  readonly of?: unknown;
  readonly after?: unknown;
}

/**
 * Every actor, document and claim that the entry refers to.
 *
 * @param prefix of the JSON Pointers
 */
export function referencesIn(entry: ClaimEvent, prefix = ''): Reference[] {
  const data = entry.data as ReferenceFields;
  const references: Reference[] = [];
  const add = (noun: AggregateType, id: unknown, pointer: string) => {
    references.push(...referenceTo(noun, id, prefix + pointer));
  };
  for (const field of ['by', 'onBehalfOf', 'asked', 'about'] as const) {
    listOf(data[field]).forEach((actor, index) => {
      add('actor', actor, `/${field}/${index}`);
    });
  }
  add('actor', data.holder, '/holder');
  add('document', data.document, '/document');
  add('claim', data.other, '/other');
  add('claim', data.replacementClaim, '/replacementClaim');
  listOf(data.cites).forEach((citation, index) => {
    const { actor, document } = fieldsOf(citation);
    add('actor', actor, `/cites/${index}/actor`);
    add('document', document, `/cites/${index}/document`);
  });
  add('document', fieldsOf(data.interprets).document, '/interprets/document');
  return references;
}

/**
 * Every entry that the entry refers to, except what a void voids and its replacement.
 *
 * @param prefix of the JSON Pointers
 */
export function entryReferencesIn(entry: ClaimEvent, prefix = ''): EntryReference[] {
  const data = entry.data as ReferenceFields;
  const references: EntryReference[] = [];
  const add = (ref: unknown, pointer: string) => {
    if (typeof ref === 'string' && REF.test(ref)) references.push({ ref, pointer: prefix + pointer });
  };
  listOf(data.cites).forEach((citation, index) => {
    add(fieldsOf(citation).entry, `/cites/${index}/entry`);
  });
  add(fieldsOf(data.interprets).entry, '/interprets/entry');
  add(data.of, '/of');
  listOf(data.after).forEach((ref, index) => {
    add(ref, `/after/${index}`);
  });
  return references;
}

/** Longer lists are rejected. */
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, MAX_LIST) : []);

const fieldsOf = (
  value: unknown,
): { readonly entry?: unknown; readonly actor?: unknown; readonly document?: unknown } =>
  typeof value === 'object' && value !== null ? value : {};
