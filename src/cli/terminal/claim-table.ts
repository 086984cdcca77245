import type { ClaimSummary } from '../../claims/queries/views.js';
import { itemTable } from './item-table.js';
import { type Printing, statusStyle } from './print-options.js';

/** Status, kind, id and text of each claim; in lists with the summary. */
export const claimTable = (
  claims: readonly ClaimSummary[],
  { width, colors }: Omit<Printing, 'recorded'>,
  { isSummarized = false } = {},
): string =>
  itemTable(
    claims.map((claim) => ({
      cells: [
        { text: statusOf(claim), style: statusStyle(claim.status, colors) },
        { text: claim.kind },
        { text: claim.id, style: colors.bold },
      ],
      text: claim.text,
      ...(isSummarized && { note: claim.summary.text }),
    })),
    { width },
  );

const statusOf = ({ status, rating }: ClaimSummary): string => (rating === undefined ? status : `${status} ${rating}`);
