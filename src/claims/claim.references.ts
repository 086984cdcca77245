import type { Reference } from '../command-handling/reference-checker.js';
import type { AggregateType } from '../domain/domain-event.js';
import type { Citation, EntryRef } from '../domain/entries.js';
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

/** All fields that refer to something else, over all entry types. */
interface ReferenceFields {
  readonly by?: readonly string[];
  readonly onBehalfOf?: readonly string[];
  readonly asked?: readonly string[];
  readonly about?: readonly string[];
  readonly holder?: string | null;
  readonly document?: string;
  readonly other?: string;
  readonly replacementClaim?: string;
  readonly cites?: readonly Citation[];
  readonly interprets?: { readonly entry: EntryRef } | { readonly document: string };
  readonly of?: EntryRef;
  readonly after?: readonly EntryRef[];
}

/**
 * Every actor, document and claim that the entry refers to.
 *
 * @param prefix of the JSON Pointers
 */
export function referencesIn(entry: ClaimEvent, prefix = ''): Reference[] {
  const data = entry.data as ReferenceFields;
  const references: Reference[] = [];
  const add = (noun: AggregateType, id: string | null | undefined, pointer: string) => {
    if (id != null) references.push({ noun, id, pointer: prefix + pointer });
  };
  for (const field of ['by', 'onBehalfOf', 'asked', 'about'] as const) {
    data[field]?.forEach((actor, index) => {
      add('actor', actor, `/${field}/${index}`);
    });
  }
  add('actor', data.holder, '/holder');
  add('document', data.document, '/document');
  add('claim', data.other, '/other');
  add('claim', data.replacementClaim, '/replacementClaim');
  data.cites?.forEach((citation, index) => {
    if ('actor' in citation) add('actor', citation.actor, `/cites/${index}/actor`);
    if ('document' in citation) add('document', citation.document, `/cites/${index}/document`);
  });
  if (data.interprets && 'document' in data.interprets) {
    add('document', data.interprets.document, '/interprets/document');
  }
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
  const add = (ref: EntryRef, pointer: string) => references.push({ ref, pointer: prefix + pointer });
  data.cites?.forEach((citation, index) => 'entry' in citation && add(citation.entry, `/cites/${index}/entry`));
  if (data.interprets && 'entry' in data.interprets) add(data.interprets.entry, '/interprets/entry');
  if (data.of !== undefined) add(data.of, '/of');
  data.after?.forEach((ref, index) => add(ref, `/after/${index}`));
  return references;
}
