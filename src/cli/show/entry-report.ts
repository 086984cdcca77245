import type { EntryDetails, EntryEffect, EntryRelation } from '../../claims/queries/entry-details.views.js';
import { isRemainingOpposition } from '../../domain/remaining-opposition.js';
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
  const isOpposing = effect?.on === 'decides' && isRemainingOpposition(claim.rule, details.type);
  const known = isOpposing ? OPPOSING : effect && EFFECT[effect.on](thenOrNow(options));
  const effectText = effect?.reason === undefined ? known : undefined;
  const referring = referredToBy.flatMap(({ entry, type, relations, voided }) => {
    const shown = context.names.entry(entry);
    const what = shown ? headline(shown, context.names) : type;
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
  decides: () => 'decides the status',
  counts: () => 'counts, and does not decide the status',
  possibly: (then) => `may have happened by ${then}, and decides nothing yet`,
  none: () => undefined,
};

const OPPOSING = 'still opposes the claim; the status follows from its retraction';

const RELATION: Readonly<Record<EntryRelation, string>> = {
  cites: 'cites it',
  interprets: 'reads the claim into it',
  about: 'is about it',
  follows: 'follows it',
  'published-in': 'is published in it',
  voids: 'voids it',
};
