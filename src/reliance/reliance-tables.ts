import type { CsvTable } from '../http/csv-table.js';
import { STATUSES } from '../domain/vocabulary.js';
import type { ActorReach, CitationRing, RelianceEntry, RelianceView, RestingClaim } from './reliance.views.js';

/** The columns of who relies on whom. */
export const RELIANCE_TABLE: CsvTable<RelianceView> = {
  name: 'reliances',
  columns: {
    carrier: ({ carrier }) => carrier.id,
    carrierName: ({ carrier }) => carrier.name,
    carrierKind: ({ carrier }) => carrier.kind,
    carried: ({ carried }) => carried.id,
    carriedName: ({ carried }) => carried.name,
    carriedKind: ({ carried }) => carried.kind,
    entries: ({ entries }) => entries,
    claims: ({ claims }) => claims,
    cites: ({ how }) => how.cites,
    interprets: ({ how }) => how.interprets,
    publishes: ({ how }) => how.publishes,
    shownBy: ({ shownBy }) => shownBy,
  },
};

/** The columns of the entries by which one actor relies on another. */
export const RELIANCE_ENTRY_TABLE: CsvTable<RelianceEntry> = {
  name: 'reliance-entries',
  columns: {
    entry: ({ entry }) => entry,
    type: ({ type }) => type,
    by: ({ by }) => by,
    how: ({ how }) => how,
    occurredAt: ({ occurredAt }) => occurredAt,
    recordedAt: ({ recordedAt }) => recordedAt,
    claim: ({ claim }) => claim,
    text: ({ text }) => text,
  },
};

/** The columns of rings. */
export const RING_TABLE: CsvTable<CitationRing> = {
  name: 'rings',
  columns: {
    members: ({ members }) => members.map(({ id }) => id),
    memberCount: ({ totals }) => totals.members,
    links: ({ links }) => links.map(({ carrier, carried, entries }) => `${carrier} > ${carried} (${entries})`),
    linkCount: ({ totals }) => totals.links,
    claims: ({ totals }) => totals.claims,
    entries: ({ totals }) => totals.shownBy,
    circularClaims: ({ circularClaims }) => circularClaims,
    circularClaimCount: ({ totals }) => totals.circularClaims,
    shownBy: ({ shownBy }) => shownBy,
  },
};

/** The columns of what rests on actors alone, with one for each status. */
export const REACH_TABLE: CsvTable<ActorReach> = {
  name: 'reaches',
  columns: {
    actor: ({ actor }) => actor.id,
    name: ({ actor }) => actor.name,
    kind: ({ actor }) => actor.kind,
    claims: ({ claims }) => claims,
    supported: ({ supported }) => supported,
    outlets: ({ outlets }) => outlets,
    takingsBack: ({ takingsBack }) => takingsBack,
    ...Object.fromEntries(STATUSES.map((name) => [name, ({ status }: ActorReach) => status[name] ?? 0])),
  },
};

/** The columns of claims that rest on one actor alone. */
export const RESTING_CLAIM_TABLE: CsvTable<RestingClaim> = {
  name: 'reach-claims',
  columns: {
    id: ({ id }) => id,
    text: ({ text }) => text,
    status: ({ status }) => status,
    rule: ({ rule }) => rule,
    rating: ({ rating }) => rating,
    supported: ({ supported }) => supported,
    outlets: ({ outlets }) => outlets,
    origins: ({ origins }) => origins,
  },
};
