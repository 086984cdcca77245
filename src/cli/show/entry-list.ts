import { paragraph } from '../terminal/text-layout.js';
import { type EntryContext, entryParagraphs } from './entry-paragraphs.js';
import { dateOf } from './entry-time.js';
import { folded, leftOut } from './folding.js';
import type { Entry } from './name-resolver.js';

/** Entries as lines: dated acts in the order of their dates; undated ones apart, since nothing says when they were. */
export function entryLines(entries: readonly Entry[], context: EntryContext): readonly string[] {
  const { shown, left } = folded(entries, context, ({ entry }) => context.deciding.has(entry));
  const dated = shown.filter((entry) => dateOf(entry) !== undefined || !('by' in entry.data));
  const undated = shown.filter((entry) => !dated.includes(entry));
  const isAlone = dated.length + undated.length === 1;
  return [
    ...dated.flatMap((entry) => linesOf(entry, context, '  ')),
    ...(isAlone || undated.length === 0 ? [] : [`  ${context.printing.colors.dim('undated, in no order of time:')}`]),
    ...undated.flatMap((entry) => linesOf(entry, context, isAlone ? '  ' : '    ', !isAlone)),
    ...(left > 0 ? [`  ${context.printing.colors.dim(leftOut(left))}`] : []),
  ];
}

function linesOf(entry: Entry, context: EntryContext, indent: string, isUndated = false): readonly string[] {
  const { width } = context.printing;
  const [words = [], ...others] = entryParagraphs(entry, context, isUndated);
  return [
    ...paragraph(words, { width, first: indent, rest: `${indent}  ` }),
    ...others.flatMap((text) => paragraph(text, { width, first: `${indent}  ` })),
  ];
}
