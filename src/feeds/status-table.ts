import type { CsvTable } from '../http/csv-table.js';
import type { StatusChanged } from '../interchange/cloudevents/cloud-event.js';

/** The columns of the feed of status changes. */
export const STATUS_TABLE: CsvTable<StatusChanged> = {
  name: 'changes',
  columns: {
    claim: ({ data }) => data.claim,
    recordedAt: ({ recordedtime }) => recordedtime,
    occurredAt: ({ time }) => time,
    status: ({ data }) => data.after.status,
    rule: ({ data }) => data.after.rule,
    rating: ({ data }) => data.after.rating,
    statusBefore: ({ data }) => data.before?.status,
    ruleBefore: ({ data }) => data.before?.rule,
    ratingBefore: ({ data }) => data.before?.rating,
    summary: ({ data }) => data.summary.text,
    // An entry, an actor, a document, or a date that passed.
    cause: ({ data }) => Object.keys(data.cause)[0],
    causedBy: ({ data }) => Object.values(data.cause)[0],
    policy: ({ data }) => data.policy,
    position: ({ data }) => data.position,
  },
};
