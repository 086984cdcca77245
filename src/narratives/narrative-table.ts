import type { CsvTable } from '../http/csv-table.js';
import type { TimelineItem } from './narrative-timeline.queries.js';
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

/** The columns of the timeline of a narrative. `data` has all of an entry's event as JSON. */
export const TIMELINE_TABLE: CsvTable<TimelineItem> = {
  name: 'timeline',
  columns: {
    claim: ({ claim }) => claim,
    recordedAt: ({ recordedAt }) => recordedAt,
    occurredFrom: (item) => (item.kind === 'entry' ? item.occurred?.from : undefined),
    occurredTo: (item) => (item.kind === 'entry' ? item.occurred?.to : undefined),
    entry: (item) => (item.kind === 'entry' ? item.entry : undefined),
    type: (item) => (item.kind === 'entry' ? item.type : undefined),
    voidedBy: (item) => (item.kind === 'entry' ? item.voided?.by : undefined),
    status: (item) => statusIn(item)?.status,
    rule: (item) => statusIn(item)?.rule,
    rating: (item) => statusIn(item)?.rating,
    // Of a change that no entry of the claim caused: an entry, an actor, a document, or a date that passed.
    cause: (item) => (item.kind === 'change' ? Object.keys(item.cause)[0] : undefined),
    causedBy: (item) => (item.kind === 'change' ? Object.values(item.cause)[0] : undefined),
    position: ({ position }) => position,
    data: (item) => (item.kind === 'entry' ? JSON.stringify(item.data) : undefined),
  },
};

/** The new status, if there is one. */
const statusIn = (item: TimelineItem) => (item.kind === 'change' ? item : item.changed);
