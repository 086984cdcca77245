import type { Reference } from '../command-handling/reference-checker.js';
import type { AggregateType } from '../domain/domain-event.js';
import type { Citation, EntryRef } from '../domain/entries.js';
import type { ClaimEvent } from './claim.events.js';

/** An entry that another names, and where it does. */
export interface EntryReference {
  readonly ref: EntryRef;
  readonly pointer: string;
}

/** The id of an entry of this same claim; undefined if the reference leads to another claim. */
export function localEntry(ref: EntryRef, claim: string): string | undefined {
  const slash = ref.indexOf('/');
  if (slash < 0) return ref;
  return ref.slice(0, slash) === claim ? ref.slice(slash + 1) : undefined;
}

/** The claim and the entry's id that a reference of another claim is made of. */
export function foreignEntry(ref: EntryRef): { claim: string; id: string } {
  const slash = ref.indexOf('/');
  return { claim: ref.slice(0, slash), id: ref.slice(slash + 1) };
}

/** The fields of an entry in which others are named, over all types. */
interface NamingFields {
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

/** Every actor, document and claim that the entry names, with the place of each. */
export function referencesIn(entry: ClaimEvent, at = ''): Reference[] {
  const data = entry.data as NamingFields;
  const things: Reference[] = [];
  const add = (noun: AggregateType, id: string | null | undefined, pointer: string) => {
    if (id != null) things.push({ noun, id, pointer: at + pointer });
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
  if (data.interprets && 'document' in data.interprets)
    add('document', data.interprets.document, '/interprets/document');
  return things;
}

/** Every entry that this one names, but what it voids or replaces, with the place of each. */
export function entryReferencesIn(entry: ClaimEvent, at = ''): EntryReference[] {
  const data = entry.data as NamingFields;
  const named: EntryReference[] = [];
  const add = (ref: EntryRef, pointer: string) => named.push({ ref, pointer: at + pointer });
  data.cites?.forEach((citation, index) => 'entry' in citation && add(citation.entry, `/cites/${index}/entry`));
  if (data.interprets && 'entry' in data.interprets) add(data.interprets.entry, '/interprets/entry');
  if (data.of !== undefined) add(data.of, '/of');
  data.after?.forEach((ref, index) => add(ref, `/after/${index}`));
  return named;
}
