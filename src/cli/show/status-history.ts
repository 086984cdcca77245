import type { StatusChangeView, StatusView, VerificationView } from '../../claims/queries/views.js';
import { timeInWords } from '../../domain/time-in-words.js';
import { type Printing, statusStyle } from '../terminal/print-options.js';
import { paragraph, type Text } from '../terminal/text-layout.js';
import { headline } from './entry-headline.js';
import type { ClaimReportData, NameResolver } from './name-resolver.js';
import { explainRule } from './rule-explanations.js';

/** Every status that the claim has had, in the order of recording, with what caused it. */
export function statusLines({ history }: ClaimReportData, names: NameResolver, printing: Printing): string[] {
  return history.flatMap((item) => {
    if (item.kind === 'change') return changeLines(item, [`after ${causeOf(item, names)}`], item.recordedAt, printing);
    if (!item.changed) return [];
    return changeLines(item.changed, ['after ', names.ref(item.entry)], item.recordedAt, printing);
  });
}

function changeLines(status: StatusView, cause: Text, recordedAt: string, printing: Printing): string[] {
  const { width, colors } = printing;
  const indented = { width, first: '    ' };
  return [
    ...paragraph(statusText(status, printing), { width, first: '  ', rest: '    ' }),
    ...paragraph(cause, indented),
    ...(printing.recorded ? paragraph([{ text: `recorded ${recordedAt}`, style: colors.dim }], indented) : []),
  ];
}

/** A status with its rule and what the rule says. */
export function statusText(
  { status, rule, rating, summary }: StatusView & Partial<Pick<VerificationView, 'summary'>>,
  { colors }: Printing,
): Text {
  const text = rating === undefined ? status : `${status} ${rating}`;
  return [{ text, style: statusStyle(status, colors) }, ` (${rule}): ${explainRule(rule, summary?.parts)}`];
}

/** What changed the status, if it wasn't an entry of this claim. */
function causeOf({ cause }: StatusChangeView, names: NameResolver): string {
  if ('passed' in cause) return `${timeInWords(cause.passed)} had passed`;
  if ('document' in cause) return `an event about the document ${names.document(cause.document)}`;
  if ('actor' in cause) {
    const actor = names.actor(cause.actor);
    return cause.mandate === undefined ? `an event about ${actor}` : `the mandate ${cause.mandate} of ${actor}`;
  }
  const entry = names.entry(cause.entry);
  const words = entry ? `: ${headline(entry, names.readFrom(entry))}` : '';
  return `${names.ref(cause.entry)}${words}`;
}
