import type { FilteredRowFinder, FindOptions, RowFilter } from './filters.js';
import type { FoundRows, RowOrdinal } from './pagination.js';

/**
 * Finds the ordinals of rows in tiers: all that pass the filters of the first tier, then those of the next one, each in
 * descending order. No row may pass the filters of two tiers. The value of a row is its tier. Each tier examines a
 * limited number of rows, however few of them pass: then the page ends early.
 */
export function findByTier(
  finder: FilteredRowFinder,
  tiers: readonly (readonly RowFilter[])[],
  parameters: Readonly<Record<string, string>>,
  { from, ...options }: Omit<FindOptions, 'oldestFirst'>,
): FoundRows {
  const first = Number(from?.value ?? 0);
  const found: RowOrdinal[] = [];
  for (const [tier, filters] of [...tiers.entries()].slice(first)) {
    const limit = options.limit - found.length;
    const { rows, beyond } = finder.find(filters, parameters, {
      ...options,
      limit,
      from: tier === first ? from : undefined,
    });
    found.push(...rows.map(({ number }) => ({ number, value: tier })));
    if (rows.length === limit) break;
    if (beyond) return { rows: found, beyond: { number: beyond.number, value: tier } };
  }
  return { rows: found };
}
