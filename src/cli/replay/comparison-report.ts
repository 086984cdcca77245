import { timeInWords } from '../../domain/time-in-words.js';
import type { ComparedClaim, ComparedSide, ComparedStatus } from '../../replay/comparisons/comparison.views.js';
import { type Printing, statusStyle, tag } from '../terminal/print-options.js';
import { paragraph, type Span } from '../terminal/text-layout.js';

/** What differs between two sides, for a terminal. */
export function comparisonReport(
  from: ComparedSide,
  to: ComparedSide,
  claims: readonly ComparedClaim[],
  printing: Printing,
): string {
  const lines = claims.flatMap((claim) => ['', ...claimLines(claim, printing)]);
  return `${[...paragraph([heading(from, to, claims.length)], printing), ...lines].join('\n')}\n`;
}

function claimLines(claim: ComparedClaim, printing: Printing): string[] {
  const { width } = printing;
  const below = (first: string, ...text: Parameters<typeof paragraph>[0]) =>
    paragraph(text, { width, first, rest: first.replace(/\S/g, ' ') });
  return [
    ...paragraph([...statusChange(claim, printing), tag(`[${claim.claim}]`, printing)], { width }),
    ...below('  ', claim.text),
    ...reasonsOf(claim).flatMap((reason) => below('  - ', reason)),
    ...(claim.after ? below('  → ', claim.after.summary.text) : []),
  ];
}

function statusChange({ before, after, change }: ComparedClaim, { colors }: Printing): (string | Span)[] {
  const styled = (side: ComparedStatus): Span => ({ text: nameOf(side), style: statusStyle(side.status, colors) });
  if (!after) return [...(before ? [styled(before)] : []), ', and gone'];
  if (!before) return [styled(after), change === 'new' ? ', new' : ''];
  return nameOf(before) === nameOf(after)
    ? [styled(after), ` (${after.rule}, was ${before.rule})`]
    : [styled(after), ', was ', styled(before)];
}

const nameOf = ({ status, rating }: ComparedStatus): string => (rating === undefined ? status : `${status} ${rating}`);

/** What made the difference, each in a sentence. */
function reasonsOf({ changes = [], omitted = 0, countOnlyBefore = [], countOnlyAfter = [] }: ComparedClaim): string[] {
  return [
    ...changes.map(({ sentence, entry }) => {
      const when = entry?.occurredAt === undefined ? '' : ` (${timeInWords(entry.occurredAt)})`;
      return `${sentence.text}${when}`;
    }),
    ...(omitted > 0 ? [`${omitted} more changes`] : []),
    ...(countOnlyBefore.length > 0 ? [`counts on the first side only: ${countOnlyBefore.join(', ')}`] : []),
    ...(countOnlyAfter.length > 0 ? [`counts on the second side only: ${countOnlyAfter.join(', ')}`] : []),
  ];
}

function heading(from: ComparedSide, to: ComparedSide, count: number): string {
  const claims = count === 0 ? 'No claim differs' : count === 1 ? 'One claim differs' : `${count} claims differ`;
  return `${claims} between ${sideInWords(from)} and ${sideInWords(to)}.`;
}

const sideInWords = ({ asOf, replay }: ComparedSide): string =>
  replay === undefined ? timeInWords(asOf.replace(/:\d{2}\.\d{3}Z$/, 'Z')) : `the replay ${replay}`;

/** The same as Markdown, for a mail or a page. */
export function comparisonMarkdown(from: ComparedSide, to: ComparedSide, claims: readonly ComparedClaim[]): string {
  const items = claims.flatMap((claim) => [
    '',
    `## ${markdown(claim.text)}`,
    '',
    `**${markdownChange(claim)}** (\`${claim.claim}\`)`,
    ...(claim.after ? ['', markdown(claim.after.summary.text)] : []),
    ...(reasonsOf(claim).length > 0 ? ['', ...reasonsOf(claim).map((reason) => `- ${markdown(reason)}`)] : []),
  ]);
  return `${[markdown(heading(from, to, claims.length)), ...items].join('\n')}\n`;
}

function markdownChange({ before, after, change }: ComparedClaim): string {
  if (!after) return `gone, was ${before ? nameOf(before) : ''}`;
  if (!before) return `${nameOf(after)}, ${change}`;
  return nameOf(before) === nameOf(after)
    ? `${after.rule}, was ${before.rule}`
    : `${nameOf(after)}, was ${nameOf(before)}`;
}

/** Text in which no character has a meaning of its own. */
const markdown = (text: string): string => text.replace(/\s+/gu, ' ').replace(/[\\`*_[\]<>#|~]/g, '\\$&');
