import { type Printing, tag } from '../terminal/print-options.js';
import type { Text } from '../terminal/text-layout.js';
import { BASIS, details } from './entry-details.js';
import { headline } from './entry-headline.js';
import { dateOf } from './entry-time.js';
import type { Entry, NameResolver } from './name-resolver.js';
import { withoutEffect } from './rule-explanations.js';

/** What a report knows about its entries, apart from the entries themselves. */
export interface EntryContext {
  readonly names: NameResolver;
  readonly printing: Printing;
  /** Why entries have no effect: codes by `claim/entry`. */
  readonly ineffective: ReadonlyMap<string, string>;
  /** The entries that the report names as those that decide the status, `claim/entry`. */
  readonly deciding: ReadonlySet<string>;
  /** The numbers of the documents that the report has named so far, from 1. */
  readonly documents: Map<string, number>;
  /** Whether to print everything: all entries, and quotes in full length. */
  readonly all: boolean;
}

/** The longest quote or wording that is printed in full, in characters. */
const MAX_WORDS = 140;

/**
 * An entry as paragraphs: what happened; when, and where to read it; the words; and why it has no effect.
 *
 * @param isUndated whether a heading above says that it is undated
 */
export function entryParagraphs(entry: Entry, context: EntryContext, isUndated = false): readonly Text[] {
  const { printing, ineffective, deciding, all } = context;
  const names = context.names.readFrom(entry);
  const { colors } = printing;
  const words = headline(entry, names);
  const id = tag(context.names.ref(entry.entry), printing);
  const date = dateOf(entry) ?? (isUndated || !('by' in entry.data) ? undefined : 'undated');
  const about = [...(date === undefined ? [] : [date]), ...circumstances(entry, names, context)];
  const reason = ineffective.get(entry.entry);
  return [
    entry.voided ? [{ text: words, style: colors.strikethrough }, id] : [words, id],
    ...(about.length > 0 ? [[{ text: about.join(' · '), style: colors.dim }]] : []),
    ...(entry.voided ? [[voidedBy(entry.voided, names)]] : []),
    ...details(entry, names).map((text) => [all ? text : shortened(text)]),
    ...(reason === undefined || entry.voided
      ? []
      : [[{ text: withoutEffectText(reason, deciding.has(entry.entry)), style: colors.yellow }]]),
    ...(printing.recorded ? [[recordedText(entry, colors.dim)]] : []),
  ];
}

/** @param decides whether that decides the status: a statement was taken back, or a search has expired */
const withoutEffectText = (reason: string, decides: boolean): string =>
  `${decides ? 'counts no more, which decides the status' : 'without effect'}: ${withoutEffect(reason) ?? reason}`;

const recordedText = ({ recordedAt, recordedBy }: Entry, style: (text: string) => string) => ({
  text: `recorded ${recordedAt} by ${recordedBy}`,
  style,
});

/** The basis, the document, and what the act is known to follow, unless the first line names that already. */
function circumstances({ data }: Entry, names: NameResolver, context: EntryContext): readonly string[] {
  if (!('by' in data)) return [];
  const named = [
    ...('of' in data ? [data.of] : []),
    ...(data.cites ?? []).flatMap((citation) => ('entry' in citation ? citation.entry : [])),
    ...('interprets' in data && 'entry' in data.interprets ? [data.interprets.entry] : []),
  ].map((ref) => names.fullRef(ref));
  const after = (data.after ?? []).filter((ref) => !named.includes(names.fullRef(ref)));
  return [
    ...(data.basis ? [BASIS[data.basis]] : []),
    ...(data.document === undefined ? [] : [`in document ${documentNumber(data.document, context)}`]),
    ...(after.length > 0 ? [`after ${names.refs(after)}`] : []),
  ];
}

function documentNumber(document: string, { documents }: EntryContext): number {
  const number = documents.get(document) ?? documents.size + 1;
  documents.set(document, number);
  return number;
}

function voidedBy({ by, reason, replacement }: NonNullable<Entry['voided']>, names: NameResolver): string {
  const instead = replacement === undefined ? '' : `; replaced by ${names.ref(replacement)}`;
  return `voided by ${names.ref(by)}: ${reason}${instead}`;
}

/** Cut at a word, by whole characters as people see them. */
function shortened(text: string): string {
  const characters = [...new Intl.Segmenter().segment(text)];
  if (characters.length <= MAX_WORDS) return text;
  const start = text.slice(0, characters[MAX_WORDS]?.index);
  const end = start.lastIndexOf(' ');
  const isQuote = text.startsWith('“') && text.endsWith('”');
  return `${end > MAX_WORDS / 2 ? start.slice(0, end) : start} …${isQuote ? '”' : ''}`;
}
