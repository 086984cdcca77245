import type { CsvTable } from '../http/csv-table.js';
import type { NarrativeSummary } from './narratives.queries.js';

/** The columns of lists of narratives. */
export const NARRATIVE_TABLE: CsvTable<NarrativeSummary> = {
  name: 'narratives',
  columns: {
    id: ({ id }) => id,
    title: ({ title }) => title,
    summary: ({ summary }) => summary,
    size: ({ size }) => size,
    registeredAt: ({ registeredAt }) => registeredAt,
    lastRecordedAt: ({ lastRecordedAt }) => lastRecordedAt,
    revision: ({ revision }) => revision,
  },
};
