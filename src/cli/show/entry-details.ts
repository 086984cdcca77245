import { timeInWords } from '../../domain/time-in-words.js';
import type { Basis } from '../../domain/vocabulary.js';
import type { Entry, NameResolver } from './name-resolver.js';

export const BASIS: Readonly<Record<Basis, string>> = {
  witnessed: 'as a witness',
  recording: 'on a recording',
  document: 'on a document',
  'named-source': 'on a named source',
  'unnamed-source': 'on an unnamed source',
  reasoning: 'by reasoning',
  'none-given': 'no basis given',
};

/** What else an entry says, one paragraph each. */
export function details({ type, data }: Entry, names: NameResolver): readonly string[] {
  const details: (string | undefined)[] = [];
  if (type === 'ClaimRegistered' && !names.isText(data.text)) details.push(`“${data.text}”`);
  if (type === 'EntryVoided' && data.replacement !== undefined) {
    details.push(`replaced by ${names.ref(data.replacement)}`);
  }
  if ('by' in data) {
    details.push(
      data.quote && `“${data.quote.text}”`,
      data.wording && `worded (${data.wording.language}): ${data.wording.text}`,
    );
  }
  if (type === 'StatementReworded' && data.replacementClaim !== undefined) {
    details.push(`replaced by the claim ${data.replacementClaim}`);
  }
  if (type === 'ConfirmationSought') {
    details.push(
      data.query && `looked for “${data.query}”`,
      data.goodUntil && `good until ${timeInWords(data.goodUntil)}`,
    );
  }
  if (type === 'VerdictIssued') details.push(data.rationale, data.reviewUrl);
  return details.filter((paragraph) => paragraph !== undefined && paragraph !== '') as readonly string[];
}

/** Where an entry can be read, its basis, and what it is known to follow, in one line; undefined if it says nothing. */
export function provenance({ data }: Entry, names: NameResolver): string | undefined {
  if (!('by' in data)) return undefined;
  const parts = [
    data.document !== undefined ? `in ${names.document(data.document)}` : undefined,
    data.basis && BASIS[data.basis],
    data.after && data.after.length > 0 ? `after ${names.refs(data.after)}` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' · ') : undefined;
}
