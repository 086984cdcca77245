import type { CitationRing } from '../../reliance/reliance.views.js';
import type { Printing } from '../terminal/print-options.js';
import { paragraph } from '../terminal/text-layout.js';
import { counted, entriesText, firstOf } from '../terminal/counted.js';

/** How many of each list are printed. */
const MAX_SHOWN = 10;

/** Each ring with its members, who cites whom among them, and the entries that show it. */
export const ringReport = (rings: readonly CitationRing[], printing: Printing): string =>
  rings.map((ring) => `${linesOf(ring, printing).join('\n')}\n`).join('\n');

function linesOf(ring: CitationRing, { width, colors }: Printing): readonly string[] {
  const { members, links, circularClaims, shownBy, totals } = ring;
  const below = (...text: Parameters<typeof paragraph>[0]) => paragraph(text, { width, first: '  ', rest: '    ' });
  const counts = `${entriesText(totals.shownBy)} in ${counted(totals.claims, 'claim')}`;
  return [
    ...paragraph([{ text: `${counted(totals.members, 'outlet')}, ${counts}`, style: colors.bold }], { width }),
    ...below(
      firstOf(
        members.map(({ name, id }) => `${name} [${id}]`),
        MAX_SHOWN,
        totals.members,
      ),
    ),
    ...links
      .slice(0, MAX_SHOWN)
      .flatMap(({ carrier, carried, entries, claims }) =>
        below(`${carrier} cites ${carried}: ${entriesText(entries)} in ${counted(claims, 'claim')}`),
      ),
    ...(totals.links > MAX_SHOWN ? below(`and ${counted(totals.links - MAX_SHOWN, 'more pair')}`) : []),
    ...(totals.circularClaims > 0
      ? below(`no source outside: ${firstOf(circularClaims, MAX_SHOWN, totals.circularClaims)}`)
      : []),
    ...below({ text: `shown by ${firstOf(shownBy, MAX_SHOWN, totals.shownBy)}`, style: colors.dim }),
  ];
}
