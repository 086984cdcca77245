import type { EntryDetails, EntryEffect, EntryRelation } from '../../claims/queries/entry-details.views.js';
import type { Printing } from '../terminal/print-options.js';
import { paragraph } from '../terminal/text-layout.js';
import { type ReportedMoment, thenOrNow } from './claim-head.js';
import { documentLines, entryContext } from './claim-report.js';
import { headline } from './entry-headline.js';
import { entryLines } from './entry-list.js';
import { type ClaimReportData, entryOf } from './name-resolver.js';
import { statusText } from './status-text.js';

/** An entry, what it does to the status of its claim, and what refers to it. */
export function formatEntryReport(
  details: EntryDetails,
  data: ClaimReportData,
  printing: Printing,
  options: ReportedMoment = {},
): string {
  const context = entryContext(data, printing, { all: true });
  const { width, colors } = printing;
  const { claim, effect, referredToBy, omitted = 0 } = details;
  const own = entryLines([entryOf(details)], context);
  // The reason of an entry that has lost its effect is in its own lines.
  const effectText = effect && effect.reason === undefined ? EFFECT[effect.on](thenOrNow(options)) : undefined;
  const referring = referredToBy.flatMap(({ entry, type, relations, voided }) => {
    const known = context.names.entry(entry);
    const what = known ? headline(known, context.names) : type;
    const how = `${relations.map((relation) => RELATION[relation]).join(' and ')}${voided ? ', recorded by mistake' : ''}`;
    return paragraph([`${how}: ${what} ${context.names.ref(entry)}`], { width, first: '  ', rest: '    ' });
  });
  const titled = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? ['', colors.bold(title), ...lines] : [];
  const lines = [
    ...paragraph([{ text: claim.text, style: colors.bold }], { width }),
    ...paragraph(statusText(claim, printing), { width, rest: '  ' }),
    '',
    ...own,
    ...(effectText === undefined ? [] : paragraph([effectText], { width, first: '    ' })),
    ...titled('What refers to it', referring),
    ...(omitted > 0 ? [`  and ${omitted} more`] : []),
    ...titled('Documents', documentLines(data, context)),
  ];
  return `${lines.join('\n')}\n`;
}

const EFFECT: Readonly<Record<EntryEffect['on'], (then: string) => string | undefined>> = {
  decides: () => 'is among the reasons for the status',
  counts: () => 'counts, and is not among the reasons for the status',
  possibly: (then) => `may have happened by ${then}, and decides nothing yet`,
  none: () => undefined,
};

const RELATION: Readonly<Record<EntryRelation, string>> = {
  cites: 'cites it',
  interprets: 'reads the claim into it',
  about: 'is about it',
  follows: 'follows it',
  'published-in': 'is published in it',
  voids: 'voids it',
};
