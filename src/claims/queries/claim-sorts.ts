import type { RowSort } from '../../read-model/sorted-rows.js';
import { validAtSql } from '../../read-model/filters.js';
import type { ClaimSortKey } from './claim-sort-keys.js';
import { valueAtSql } from '../projection/timeline-table.js';

const lastEntryAt = (number: string): string =>
  `SELECT position FROM entries WHERE claim = ${number} AND recordedAt <= @at ORDER BY revision DESC LIMIT 1`;

/** By the position of the last entry. Recorded time never decreases along positions, so it bounds positions. */
const byActivity: RowSort = (x) => ({
  from: `entries ${x}`,
  number: `${x}.claim`,
  value: `${x}.position`,
  where: `${x}.position <= (
    SELECT position FROM entries WHERE recordedAt <= @at ORDER BY recordedAt DESC, position DESC LIMIT 1)`,
  holds: `NOT EXISTS (SELECT 1 FROM entries later
    WHERE later.claim = ${x}.claim AND later.revision > ${x}.revision AND later.recordedAt <= @at)`,
  lookup: lastEntryAt,
});

/** By a column of the claim's coverage. Claims without a value are not listed. */
const byCoverage =
  (index: string, column: string): RowSort =>
  (x) => ({
    from: `claim_coverage ${x} INDEXED BY claim_coverage_by_${index}`,
    number: `${x}.claim`,
    value: `${x}.${column}`,
    where: `${x}.${column} IS NOT NULL`,
    holds: validAtSql(x),
    lookup: (number) => valueAtSql('claim_coverage', column, number),
  });

const isLastChange = (x: string): string =>
  `${x}.recordedFrom <= @at AND NOT EXISTS (SELECT 1 FROM claim_states later
    WHERE later.claim = ${x}.claim AND later.changed = 1 AND later.recordedFrom <= @at
      AND (later.recordedFrom, later.position, later.step) > (${x}.recordedFrom, ${x}.position, ${x}.step))`;

/** Only rows that changed the status are in the index; the last of a claim counts. */
const byChanges: RowSort = (x) => ({
  from: `claim_states ${x} INDEXED BY claim_states_by_changes`,
  number: `${x}.claim`,
  value: `${x}.changes`,
  lookup: (number) => valueAtSql('claim_states', 'changes', number),
  where: `${x}.changed = 1`,
  holds: isLastChange(x),
});

/** The same. Changes by dates in the future are in the index, too. */
const bySince: RowSort = (x) => ({
  from: `claim_states ${x} INDEXED BY claim_states_by_since`,
  number: `${x}.claim`,
  value: `${x}.recordedFrom`,
  lookup: (number) => valueAtSql('claim_states', 'since', number),
  where: `${x}.changed = 1 AND ${x}.recordedFrom <= @at`,
  holds: isLastChange(x),
});

export const CLAIM_SORTS: Readonly<Record<ClaimSortKey, RowSort>> = {
  activity: byActivity,
  changes: byChanges,
  since: bySince,
  reporters: byCoverage('reporters', 'reporters'),
  'independent-origins': byCoverage('origins', 'independentOrigins'),
  'put-forward': byCoverage('put_forward', 'putForwardBy'),
  'time-to-denial': byCoverage('denial', 'denialAtLeast'),
  'recorded-time-to-denial': byCoverage('recorded_denial', 'denialRecorded'),
};
