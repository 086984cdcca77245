import type { ClaimCounts } from '../../../claims/queries/views.js';
import type { NarrativeView } from '../../../narratives/narratives.queries.js';
import type { ComparedClaim, ComparisonView } from '../../../replay/comparisons/comparison.views.js';
import { path } from '../../api/path.js';
import { mentionsOfChanges } from '../../api/mentions.js';
import { fetchNames, type Names } from '../../api/names.js';
import type { PageRequest } from '../../page.js';

export interface ChangesData {
  /** The two moments: days or instants. Without the second one, it is now. */
  readonly from: string;
  readonly to?: string | undefined;
  readonly narrative?: { readonly id: string; readonly title: string } | undefined;
  /** Whether it shows the claims that were registered in between, in place of those that changed. */
  readonly showsNew: boolean;
  /** How many were registered in between: as many, or more than these. */
  readonly registered: Pick<ClaimCounts, 'total' | 'capped'>;
  /** The claims that changed after they were registered, or that were registered, the last one first. */
  readonly claims: readonly ComparedClaim[];
  readonly next?: string | undefined;
  readonly isFirst: boolean;
  /** Of what the sentences name, and of the entries that caused changes. */
  readonly names: Names;
  readonly periods: readonly Period[];
  readonly json: string;
  readonly csv: string;
}

/** A number of days before the second moment, and when it begins. */
export interface Period {
  readonly days: number;
  readonly from: string;
}

const SHOWN = 50;
const PERIODS = [1, 7, 30, 365];
const DEFAULT_DAYS = 7;
const DAY_MS = 24 * 3_600_000;

/** What changed between two moments, or was registered. Without the first one, it is a week before the second. */
export async function loadChanges({ api, query, settings }: PageRequest): Promise<ChangesData> {
  const given = (name: string) => query.get(name)?.trim() || undefined;
  const to = settings.asOf;
  const from = given('from') ?? dayBefore(to ?? new Date().toISOString(), DEFAULT_DAYS);
  const [narrative, cursor] = [given('narrative'), given('cursor')];
  const showsNew = given('show') === 'new';
  const asked = { from, to, narrative, order: 'descending', only: showsNew ? 'new' : 'changed' };
  const [comparison, found] = await Promise.all([
    api.get<ComparisonView>('/v1/comparisons', { ...asked, limit: SHOWN, cursor }),
    narrative === undefined ? undefined : api.get<NarrativeView>(path`/v1/narratives/${narrative}`, { limit: 1 }),
  ]);
  const [counts, names] = await Promise.all([
    api.get<ClaimCounts>('/v1/claim-counts', { since: justAfter(comparison.from.asOf), narrative, by: 'kind' }),
    fetchNames(api, {
      ...mentionsOfChanges(comparison.items.flatMap(({ changes = [] }) => changes)),
      entries: comparison.items.flatMap(causesOf),
    }),
  ]);
  return {
    from,
    to,
    showsNew,
    registered: { total: counts.total, capped: counts.capped },
    narrative: found && { id: found.id, title: found.title },
    claims: comparison.items,
    next: comparison.next,
    isFirst: cursor === undefined,
    names,
    periods: PERIODS.map((days) => ({ days, from: dayBefore(comparison.to.asOf, days) })),
    json: api.address('/v1/comparisons', asked),
    csv: api.address('/v1/comparisons', { ...asked, format: 'csv' }),
  };
}

const causesOf = ({ changes = [] }: ComparedClaim): readonly string[] =>
  changes.flatMap(({ cause }) => ('entry' in cause ? cause.entry : []));

/** Recorded times are as exact as this. */
const justAfter = (instant: string): string => new Date(Date.parse(instant) + 1).toISOString();

/** The day so many days earlier. A moment that can't be read, or is to come, is for the API to reject. */
function dayBefore(moment: string, days: number): string {
  const at = Math.min(Date.parse(moment) || 0, Date.now());
  return new Date(at - days * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
}
