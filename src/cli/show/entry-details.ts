import type { Basis } from '../../domain/vocabulary.js';
import type { Entry, NameResolver } from './name-resolver.js';

const BASIS: Readonly<Record<Basis, string>> = {
  witnessed: 'as a witness',
  recording: 'on a recording',
  document: 'on a document',
  'named-source': 'on a named source',
  'unnamed-source': 'on an unnamed source',
  reasoning: 'by reasoning',
  'none-given': 'no basis given',
};

/** What else an entry says, each a paragraph of its own. */
export function details({ type, data }: Entry, names: NameResolver): readonly string[] {
  const said: (string | undefined)[] = [];
  if (type === 'ClaimRegistered' && !names.isText(data.text)) said.push(`“${data.text}”`);
  if (type === 'EntryVoided' && data.replacement !== undefined) {
    said.push(`replaced by ${names.ref(data.replacement)}`);
  }
  if ('by' in data) {
    said.push(
      data.quote && `“${data.quote.text}”`,
      data.wording && `worded (${data.wording.language}): ${data.wording.text}`,
    );
  }
  if (type === 'StatementReworded' && data.replacementClaim !== undefined) {
    said.push(`its place is taken by ${data.replacementClaim}`);
  }
  if (type === 'ConfirmationSought') {
    said.push(data.query && `looked for “${data.query}”`, data.goodUntil && `good until ${data.goodUntil}`);
  }
  if (type === 'VerdictIssued') said.push(data.rationale, data.reviewUrl);
  return said.filter((paragraph) => paragraph !== undefined && paragraph !== '') as readonly string[];
}

/** Where an entry can be read, on what basis it rests and what it is known to follow: one line, or none. */
export function provenance({ data }: Entry, names: NameResolver): string | undefined {
  if (!('by' in data)) return undefined;
  const parts = [
    data.document !== undefined ? `in ${names.document(data.document)}` : undefined,
    data.basis && BASIS[data.basis],
    data.after && data.after.length > 0 ? `after ${names.refs(data.after)}` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' · ') : undefined;
}
