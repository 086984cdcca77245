import type { EntryView, HistoryItem, StatusChangeView, StatusView } from '../../claims/queries/views.js';
import { timeInWords } from '../../domain/time-in-words.js';
import { details, provenance } from './entry-details.js';
import { sanitize, displayWidth, padded, paragraph, type Text } from '../terminal/text-layout.js';
import { entryOf, type NameResolver, type ClaimReportData } from './name-resolver.js';
import { type Printing, statusStyle, tag } from '../terminal/print-options.js';
import { explainRule } from './rule-explanations.js';
import { headline } from './entry-headline.js';

/** Every entry in the order of recording, followed by what it changed and why. */
export function historyLines({ history }: ClaimReportData, names: NameResolver, printing: Printing): string[] {
  const column = Math.max(...history.map((item) => displayWidth(dateOf(item)))) + 2;
  return history.flatMap((item) => {
    const printer = new ItemPrinter(dateOf(item), column, printing);
    return item.kind === 'entry' ? entryLines(item, names, printer) : changeLines(item, names, printer);
  });
}

/** When it happened, as recorded; changes of the record have no such date. */
function dateOf(item: HistoryItem): string {
  if (item.kind === 'change') return 'passed' in item.cause ? sanitize(timeInWords(item.cause.passed)) : 'ledger';
  const { data } = entryOf(item);
  return 'by' in data ? sanitize(data.occurredAt === undefined ? 'undated' : timeInWords(data.occurredAt)) : 'ledger';
}

function entryLines(view: EntryView, names: NameResolver, printer: ItemPrinter): string[] {
  const entry = entryOf(view);
  const { colors, recorded } = printer.printing;
  const id = tag(names.ref(view.entry), printer.printing);
  const words = headline(entry, names);
  const source = provenance(entry, names);
  return [
    ...printer.first(view.voided ? [{ text: words, style: colors.strikethrough }, ' (voided)', id] : [words, id]),
    ...(view.voided ? printer.below(voidedBy(view.voided, names)) : []),
    ...details(entry, names).flatMap((text) => printer.below(text)),
    ...(source === undefined ? [] : printer.dim(source)),
    ...(recorded ? printer.dim(`recorded ${view.recordedAt} by ${view.recordedBy}`) : []),
    ...(view.changed ? printer.changed(view.changed) : []),
  ];
}

function changeLines(change: StatusChangeView, names: NameResolver, printer: ItemPrinter): string[] {
  return [
    ...printer.first([causeOf(change, names)]),
    ...(printer.printing.recorded ? printer.dim(`recorded ${change.recordedAt}`) : []),
    ...printer.changed(change),
  ];
}

function voidedBy({ by, reason, replacement }: NonNullable<EntryView['voided']>, names: NameResolver): string {
  const instead = replacement === undefined ? '' : `; replaced by ${names.ref(replacement)}`;
  return `voided by ${names.ref(by)}: ${reason}${instead}`;
}

/** What changed the status, if it wasn't an entry of this claim. */
function causeOf({ cause }: StatusChangeView, names: NameResolver): string {
  if ('passed' in cause) return 'this date passed';
  if ('document' in cause) return `an event about the document ${names.document(cause.document)} was recorded`;
  if ('actor' in cause) {
    const actor = names.actor(cause.actor);
    return cause.mandate === undefined
      ? `an event about ${actor} was recorded`
      : `the mandate ${cause.mandate} of ${actor} was recorded`;
  }
  const entry = names.entry(cause.entry);
  const words = entry ? `: ${headline(entry, names.readFrom(entry))}` : '';
  return `through ${names.ref(cause.entry)}${words}`;
}

/** Prints one item of the history: its date in a column, and the rest next to it. */
class ItemPrinter {
  private readonly indent: string;

  constructor(
    private readonly date: string,
    column: number,
    readonly printing: Printing,
  ) {
    this.indent = ' '.repeat(column + 2);
  }

  first(text: Text): string[] {
    const first = `  ${padded(this.date, this.indent.length - 2)}`;
    const [line = '', ...lines] = paragraph(text, { width: this.printing.width, first, rest: this.indent });
    return [`  ${this.printing.colors.cyan(this.date)}${line.slice(this.date.length + 2)}`, ...lines];
  }

  below(text: string): string[] {
    return paragraph([text], { width: this.printing.width, first: this.indent });
  }

  dim(text: string): string[] {
    return paragraph([{ text, style: this.printing.colors.dim }], { width: this.printing.width, first: this.indent });
  }

  changed({ status, rule, rating }: StatusView): string[] {
    const { width, colors } = this.printing;
    const style = statusStyle(status, colors);
    const text: Text = [
      { text: rating === undefined ? status : `${status} ${rating}`, style },
      ` (${rule}): ${explainRule(rule)}`,
    ];
    return paragraph(text, { width, first: `${this.indent}→ `, rest: `${this.indent}  ` });
  }
}
