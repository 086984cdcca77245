import type { ClaimSummary } from '../../claims/queries/views.js';
import { sanitize, displayWidth, padded, paragraph } from './text-layout.js';
import { type Printing, statusStyle } from './print-options.js';

const GAP = '  ';
/** With less room than this, the text is printed below its claim. */
const MIN_TEXT = 40;

/** Status, kind, id and text of each claim in columns; an infinite width puts each claim on one line. */
export function claimTable(claims: readonly ClaimSummary[], { width, colors }: Omit<Printing, 'recorded'>): string {
  const rows = claims.map((claim) => [statusOf(claim), claim.kind, sanitize(claim.id)] as const);
  const widths = ([0, 1, 2] as const).map((column) => Math.max(0, ...rows.map((row) => displayWidth(row[column]))));
  const used = widths.reduce((sum, size) => sum + size + GAP.length, 0);
  const isNextTo = width - used >= MIN_TEXT;
  const lines = claims.flatMap((claim) => {
    const [status, kind, id] = [statusOf(claim), claim.kind, sanitize(claim.id)].map((cell, column) =>
      padded(cell, widths[column] ?? 0),
    ) as [string, string, string];
    const cells = [statusStyle(claim.status, colors)(status), kind, colors.bold(id)].join(GAP);
    if (width === Infinity) return [`${cells}${GAP}${sanitize(claim.text)}`];
    const indent = ' '.repeat(isNextTo ? used : 4);
    const text = paragraph([claim.text], { width, first: indent });
    return isNextTo ? [`${cells}${GAP}${(text[0] ?? '').slice(used)}`, ...text.slice(1)] : [cells.trimEnd(), ...text];
  });
  return lines.map((line) => `${line}\n`).join('');
}

const statusOf = ({ status, rating }: ClaimSummary): string => (rating === undefined ? status : `${status} ${rating}`);
