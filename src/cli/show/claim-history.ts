import type { EntryView } from '../../claims/queries/views.js';
import { timeInWords } from '../../domain/time-in-words.js';
import { details, provenance } from './entry-details.js';
import { sanitize, displayWidth, padded, paragraph, type Setting } from '../terminal/text-layout.js';
import { type Entry, entryOf, type NameResolver, type ClaimReportData } from './name-resolver.js';
import { type Printing, tag } from '../terminal/print-options.js';
import { headline } from './entry-headline.js';

/** A claim's entries. Only of dated ones is it known in which order they happened. */
export interface ClaimHistory {
  /** In the order of their latest possible moments. */
  readonly dated: readonly string[];
  /** In the order of recording. */
  readonly undated: readonly string[];
  /** Entries about the record itself, such as links, in the order of recording. */
  readonly ofRecord: readonly string[];
}

export function historyLines({ history }: ClaimReportData, names: NameResolver, printing: Printing): ClaimHistory {
  const entries = history.filter((item) => item.kind === 'entry');
  const acts = entries.filter(({ data }) => 'by' in data);
  const dated = acts.filter((view) => dateOf(view) !== undefined).toSorted(byTime);
  const column = Math.max(0, ...dated.map((view) => displayWidth(dateOf(view) ?? ''))) + 2;
  const below = (views: readonly EntryView[]) => views.flatMap((view) => entryLines(view, names, '', 0, printing));
  return {
    dated: dated.flatMap((view) => entryLines(view, names, dateOf(view) ?? '', column, printing)),
    undated: below(acts.filter((view) => dateOf(view) === undefined)),
    ofRecord: below(entries.filter(({ data }) => !('by' in data))),
  };
}

/** When it happened, as recorded. */
function dateOf(view: EntryView): string | undefined {
  const { data } = entryOf(view);
  return 'by' in data && data.occurredAt !== undefined ? sanitize(timeInWords(data.occurredAt)) : undefined;
}

const END = '\u{10FFFF}';

/** A moment that isn't known is after all others. */
function byTime({ occurred: a }: EntryView, { occurred: b }: EntryView): number {
  return compare(a?.to ?? END, b?.to ?? END) || compare(a?.from ?? '', b?.from ?? '');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** @param column the width of the column of dates; 0 for none */
function entryLines(view: EntryView, names: NameResolver, date: string, column: number, printing: Printing): string[] {
  const entry = entryOf(view);
  const { colors, width } = printing;
  const indent = ' '.repeat(column === 0 ? 4 : column + 2);
  const below = (text: string, style = (part: string) => part) =>
    paragraph([{ text, style }], { width, first: indent });
  const source = provenance(entry, names);
  return [
    ...firstLines(entry, names, date, { width, first: `  ${padded(date, column)}`, rest: indent }, printing),
    ...(view.voided ? below(voidedBy(view.voided, names)) : []),
    ...details(entry, names).flatMap((text) => below(text)),
    ...(source === undefined ? [] : below(source, colors.dim)),
    ...(printing.recorded ? below(`recorded ${view.recordedAt} by ${view.recordedBy}`, colors.dim) : []),
  ];
}

function firstLines(entry: Entry, names: NameResolver, date: string, setting: Setting, printing: Printing): string[] {
  const { colors } = printing;
  const words = headline(entry, names);
  const id = tag(names.ref(entry.entry), printing);
  const text = entry.voided ? [{ text: words, style: colors.strikethrough }, ' (voided)', id] : [words, id];
  const [line = '', ...lines] = paragraph(text, setting);
  return date === '' ? [line, ...lines] : [`  ${colors.cyan(date)}${line.slice(date.length + 2)}`, ...lines];
}

function voidedBy({ by, reason, replacement }: NonNullable<EntryView['voided']>, names: NameResolver): string {
  const instead = replacement === undefined ? '' : `; replaced by ${names.ref(replacement)}`;
  return `voided by ${names.ref(by)}: ${reason}${instead}`;
}
