import { reasonsOf, sideInWords, statusName } from '../../replay/comparisons/comparison-in-words.js';
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

function heading(from: ComparedSide, to: ComparedSide, count: number): string {
  const claims = count === 0 ? 'No claim differs' : count === 1 ? 'One claim differs' : `${count} claims differ`;
  return `${claims} between ${sideInWords(from)} and ${sideInWords(to)}.`;
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
  const styled = (side: ComparedStatus): Span => ({ text: statusName(side), style: statusStyle(side.status, colors) });
  if (!after) return [...(before ? [styled(before)] : []), ', and gone'];
  if (!before) return [styled(after), change === 'new' ? ', new' : ''];
  const isSameName = statusName(before) === statusName(after);
  return isSameName
    ? [styled(after), ` (${after.rule}, was ${before.rule})`]
    : [styled(after), ', was ', styled(before)];
}
