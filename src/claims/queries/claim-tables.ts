import type { CsvTable } from '../../http/csv-table.js';
import type { Act, Citation } from '../../domain/entries.js';
import type { ClaimCounts, FoundClaim, ListedEntry } from './views.js';

/** The columns of lists of claims. Times are ISO 8601; those to a denial are in seconds. */
export const CLAIM_TABLE: CsvTable<FoundClaim> = {
  name: 'claims',
  columns: {
    id: ({ id }) => id,
    text: ({ text }) => text,
    language: ({ language }) => language,
    kind: ({ kind }) => kind,
    holder: ({ holder }) => holder,
    due: ({ due }) => due,
    about: ({ about }) => about,
    topics: ({ topics }) => topics,
    status: ({ status }) => status,
    rule: ({ rule }) => rule,
    rating: ({ rating }) => rating,
    summary: ({ summary }) => summary.text,
    since: ({ since }) => since,
    changes: ({ changes }) => changes,
    registeredAt: ({ registeredAt }) => registeredAt,
    lastRecordedAt: ({ lastRecordedAt }) => lastRecordedAt,
    revision: ({ revision }) => revision,
    reporters: ({ coverage }) => coverage.reporters,
    independentOrigins: ({ coverage }) => coverage.independentOrigins,
    firstReporter: ({ coverage }) => coverage.firstReporter,
    putForwardBy: ({ coverage }) => coverage.putForwardBy,
    deniedByAbout: ({ coverage }) => coverage.deniedByAbout,
    timeToDenialAtLeast: ({ coverage }) => coverage.timeToDenial?.occurred?.atLeast,
    timeToDenialAtMost: ({ coverage }) => coverage.timeToDenial?.occurred?.atMost,
    timeToDenialRecorded: ({ coverage }) => coverage.timeToDenial?.recorded,
  },
};

/** The columns of counts of claims. */
export const COUNT_TABLE: CsvTable<{ readonly by: string; readonly value: string; readonly claims: number }> = {
  name: 'claim-counts',
  columns: { by: ({ by }) => by, value: ({ value }) => value, claims: ({ claims }) => claims },
};

/** One row for the total, and one for each count. */
export function countRows(counts: ClaimCounts): readonly { by: string; value: string; claims: number }[] {
  const { total, capped, ...groups } = counts;
  const rows = Object.entries(groups).flatMap(([by, counted]) =>
    Object.entries(counted).map(([value, claims]) => ({ by, value, claims })),
  );
  return [{ by: 'total', value: capped ? 'newest' : 'all', claims: total }, ...rows];
}

type Data = Partial<Act> & {
  readonly of?: string;
  readonly basis?: string;
  readonly extent?: string;
  readonly rating?: string;
  readonly outcome?: string;
};

const dataOf = ({ data }: ListedEntry): Data => data;

/** The columns of lists of entries. `data` has all of the event as JSON. */
export const ENTRY_TABLE: CsvTable<ListedEntry> = {
  name: 'entries',
  columns: {
    entry: ({ entry }) => entry,
    type: ({ type }) => type,
    recordedAt: ({ recordedAt }) => recordedAt,
    recordedBy: ({ recordedBy }) => recordedBy,
    by: (entry) => dataOf(entry).by,
    onBehalfOf: (entry) => dataOf(entry).onBehalfOf,
    capacity: (entry) => dataOf(entry).capacity,
    occurredAt: (entry) => dataOf(entry).occurredAt,
    occurredFrom: ({ occurred }) => occurred?.from,
    occurredTo: ({ occurred }) => occurred?.to,
    basis: (entry) => dataOf(entry).basis,
    extent: (entry) => dataOf(entry).extent,
    of: (entry) => dataOf(entry).of,
    rating: (entry) => dataOf(entry).rating,
    outcome: (entry) => dataOf(entry).outcome,
    document: (entry) => dataOf(entry).document,
    quote: (entry) => dataOf(entry).quote?.text,
    wording: (entry) => dataOf(entry).wording?.text,
    cites: (entry) => dataOf(entry).cites?.map(citedOf),
    voidedBy: ({ voided }) => voided?.by,
    claim: ({ claim }) => claim.id,
    claimText: ({ claim }) => claim.text,
    claimStatus: ({ claim }) => claim.status,
    claimRule: ({ claim }) => claim.rule,
    position: ({ position }) => position,
    data: ({ data }) => JSON.stringify(data),
  },
};

/** Such as `actor:tass`. */
function citedOf(citation: Citation): string {
  if ('entry' in citation) return `entry:${citation.entry}`;
  return 'actor' in citation ? `actor:${citation.actor}` : `document:${citation.document}`;
}
