import { idList, type RowFilter, validAtSql, registeredIn, withIds } from '../../read-model/filters.js';
import { foldText } from '../../lib/fold-text.js';
import { LAST_INSTANT } from '../../domain/recorded-time.js';
import { valueAtSql } from '../projection/timeline-table.js';
import { claimSearch, hasTerm } from './claim-search.js';
import type { ClaimFilter } from './views.js';

/** `putForward`: by `putForwardSince` and `putForwardUntil`. `registered`: every claim. */
type FilterName = keyof ClaimFilter | 'putForward' | 'registered';

const facet =
  (name: string, parameter: string): RowFilter =>
  (x) => ({
    from: `claim_facets ${x}`,
    number: `${x}.claim`,
    where: `${x}.facet = '${name}' AND ${x}.value = @${parameter}`,
    holds: validAtSql(x),
  });

/** Recorded time never decreases along positions, so a bound on time is a bound on positions: one index lookup. */
export function recordedSql(position: string, parameter: 'since' | 'until'): string {
  const first = `SELECT position FROM entries WHERE recordedAt >= @${parameter} ORDER BY recordedAt, position LIMIT 1`;
  return `${position} ${parameter === 'since' ? '>=' : '<'} coalesce((${first}), ${Number.MAX_SAFE_INTEGER})`;
}

const registered =
  (parameter: 'since' | 'until'): RowFilter =>
  (x) => ({
    from: `claim_versions ${x}`,
    number: `${x}.number`,
    where: `${x}.position = ${x}.number AND ${recordedSql(`${x}.number`, parameter)}`,
  });

const byTimeline =
  (table: 'claim_states' | 'claim_coverage') =>
  (index: string, where: (x: string) => string): RowFilter =>
  (x) => ({
    from: `${table} ${x} INDEXED BY ${index}`,
    number: `${x}.claim`,
    where: where(x),
    holds: validAtSql(x),
    lookup: (number) => `${valueAtSql(table, '1', number)} AND ${where(table)}`,
  });
const byState = byTimeline('claim_states');
const byCoverage = byTimeline('claim_coverage');

/** The index has the values in order, and the claims of each. */
const byRange =
  (index: string, where: (x: string) => string): RowFilter =>
  (x) => ({ ...byCoverage(index, where)(x), walk: 'unordered' });

/** Changes that dates will bring about after `@at` if nothing is recorded: they are written ahead. */
const aheadSql = (x: string): string =>
  `${x}.changed = 1 AND ${x}.recordedFrom > @at AND ${x}.recordedFrom < @changesBefore AND ${x}.step > 0`;

/** The filter of the actor with this index among those given. */
export const speaker = (index: number): RowFilter => facet('speaker', actorParameter(index));
export const actorParameter = (index: number): string => (index === 0 ? 'actor' : `actor${index}`);

/** The parameter is a JSON list: a claim has the id of one of the outlets that are joined. */
export const firstReportedByAny = byRange(
  'claim_coverage_by_first_reporter',
  (x) => `${x}.firstReporter IN (SELECT value FROM json_each(@firstReportedBy))`,
);

/** The parameter is a JSON list. */
export const hasAnyStatus: RowFilter = (x) => ({
  ...byState('claim_states_by_status', (each) => `${each}.status IN (SELECT value FROM json_each(@status))`)(x),
  walk: 'unordered',
});

/** The most selective filters first. */
export const CLAIM_FILTERS: readonly (readonly [FilterName, RowFilter])[] = [
  ['ids', withIds('claim_versions')],
  [
    'narrative',
    (x) => ({
      from: `narrative_claims ${x}`,
      number: `${x}.number`,
      where: `${x}.narrative = @narrative AND ${x}.number IS NOT NULL`,
      holds: validAtSql(x),
    }),
  ],
  ['about', facet('about', 'about')],
  ['actor', speaker(0)],
  ['firstReportedBy', byCoverage('claim_coverage_by_first_reporter', (x) => `${x}.firstReporter = @firstReportedBy`)],
  ['topic', facet('topic', 'topic')],
  ['q', hasTerm('q0')],
  [
    'changesBefore',
    (x) => ({
      from: `claim_states ${x} INDEXED BY claim_changes`,
      number: `${x}.claim`,
      where: aheadSql(x),
      holds: `NOT EXISTS (SELECT 1 FROM claim_states ${x}e INDEXED BY claim_changes_by_claim
        WHERE ${x}e.claim = ${x}.claim AND ${aheadSql(`${x}e`)}
          AND (${x}e.recordedFrom, ${x}e.position, ${x}e.step) < (${x}.recordedFrom, ${x}.position, ${x}.step))`,
      walk: 'unordered',
      lookup: (number) =>
        `SELECT 1 FROM claim_states ${x} INDEXED BY claim_changes_by_claim
         WHERE ${x}.claim = ${number} AND ${aheadSql(x)}`,
    }),
  ],
  ['rating', byState('claim_states_by_rating', (x) => `${x}.rating = @rating`)],
  ['deniedByAbout', byCoverage('claim_coverage_denied', (x) => `${x}.deniedByAbout = 1`)],
  [
    'rule',
    (x) => ({
      from: `claim_states ${x} INDEXED BY claim_states_by_status`,
      number: `${x}.claim`,
      // A rule begins with its status.
      where: `${x}.status = substr(@rule, 1, instr(@rule, '/') - 1)`,
      holds: `${x}.rule = @rule AND ${validAtSql(x)}`,
    }),
  ],
  [
    'status',
    (x) => ({
      from: `claim_states ${x} INDEXED BY claim_states_by_status`,
      number: `${x}.claim`,
      where: `${x}.status = @status`,
      holds: validAtSql(x),
    }),
  ],
  [
    'putForward',
    byRange(
      'claim_coverage_by_put_forward',
      (x) => `${x}.putForwardBy >= @putForwardSince AND ${x}.putForwardBy < @putForwardUntil`,
    ),
  ],
  ['minReporters', byRange('claim_coverage_by_reporters', (x) => `${x}.reporters >= @minReporters`)],
  [
    'maxIndependentOrigins',
    byRange('claim_coverage_by_origins', (x) => `${x}.independentOrigins <= @maxIndependentOrigins`),
  ],
  ['kind', facet('kind', 'kind')],
  ['language', facet('language', 'language')],
  ['since', registered('since')],
  ['until', registered('until')],
  ['registered', registeredIn('claim_versions')],
];

/** What a list of claims asks for, as SQL. */
export interface ClaimCriteria {
  /** The one that every claim passes is last. */
  readonly filters: readonly RowFilter[];
  /** The same in parts, in a list by relevance: those of the claims that are closest to the search text first. */
  readonly tiers: readonly (readonly RowFilter[])[];
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The filters of a list. Undefined if a search text has no effect.
 *
 * @param outlets the outlet that `firstReportedBy` names, and those that it is joined with
 */
export function criteriaOf(filter: ClaimFilter, outlets: readonly string[] = []): ClaimCriteria | undefined {
  const search = claimSearch(filter);
  if (search?.filters.length === 0) return undefined;
  const { actor = [], topic, language, putForwardSince, putForwardUntil, ids, status, ...more } = filter;
  const actors = typeof actor === 'string' ? [actor] : actor;
  const hasStatuses = status?.includes(',') === true;
  const given: Record<string, unknown> = {
    ...more,
    ids: ids === undefined ? undefined : idList(ids),
    status: hasStatuses ? idList(status) : status,
    topic: topic === undefined ? undefined : foldText(topic),
    language: language?.toLowerCase(),
    ...(actors.length > 0 && { actor: actors[0] }),
    ...(outlets.length > 1 && { firstReportedBy: JSON.stringify(outlets) }),
    ...((putForwardSince ?? putForwardUntil) !== undefined && {
      putForward: true,
      putForwardSince: putForwardSince ?? '',
      putForwardUntil: putForwardUntil ?? LAST_INSTANT,
    }),
  };
  const filtersWith = (found: readonly RowFilter[]): readonly RowFilter[] =>
    CLAIM_FILTERS.flatMap(([name, row]): readonly RowFilter[] => {
      if (name === 'q') return found;
      if (name === 'firstReportedBy' && outlets.length > 1) return [firstReportedByAny];
      if (name === 'status' && hasStatuses) return [hasAnyStatus];
      if (name === 'actor') return actors.map((_actor, index) => speaker(index));
      return name === 'registered' || given[name] !== undefined ? [row] : [];
    });
  const parameters = Object.entries(given).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return {
    filters: filtersWith(search?.filters ?? []),
    tiers: (search?.tiers ?? []).map(filtersWith),
    parameters: {
      ...(Object.fromEntries(parameters) as Record<string, string>),
      ...Object.fromEntries(actors.map((id, index) => [actorParameter(index), id])),
      ...search?.parameters,
    },
  };
}
