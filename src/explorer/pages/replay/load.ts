import type { ComparedClaim, ComparisonView } from '../../../replay/comparisons/comparison.views.js';
import type { ReplayView } from '../../../replay/replay.views.js';
import type { Api } from '../../api/api.js';
import { path } from '../../api/path.js';
import { fetchNames, type Names } from '../../api/names.js';
import { mentionsOfScenario } from '../../api/scenario.js';
import type { PageRequest } from '../../page.js';

/** What the replay is compared with: what the ledger says now, or what it said at the moment of the replay. */
export type Against = 'now' | 'then';

export interface Differences {
  readonly claims: readonly ComparedClaim[];
  readonly next?: string | undefined;
  readonly isFirst: boolean;
  readonly csv: string;
}

export interface ReplayData {
  readonly replay: ReplayView;
  readonly against: Against;
  /** Absent unless it has finished. */
  readonly differences?: Differences;
  readonly names: Names;
}

const SHOWN = 50;
/** How many entries of one side of a claim are named; the rest is counted. */
export const MAX_ENTRIES = 5;
/** A page of a comparison with a replay examines 1,000 claims, and can be empty: so many are read in search of one. */
const MAX_EMPTY = 20;

export async function loadReplay({ api, params, query }: PageRequest): Promise<ReplayData> {
  const replay = await api.get<ReplayView>(path`/v1/replays/${params['id'] ?? ''}`);
  const against = query.get('against') === 'then' ? 'then' : 'now';
  const [named, differences] = await Promise.all([
    fetchNames(api, mentionsOfScenario(replay.scenario.without)),
    replay.status === 'finished' ? fetchDifferences(api, replay, against, query.get('cursor') ?? undefined) : undefined,
  ]);
  const entries = differences?.claims.flatMap(countedOnce) ?? [];
  return { replay, against, ...(differences && { differences }), names: await fetchNames(api, { entries }, named) };
}

/** The entries that count on one side only, and that the page names. */
const countedOnce = ({ countOnlyBefore = [], countOnlyAfter = [] }: ComparedClaim): readonly string[] => [
  ...countOnlyBefore.slice(0, MAX_ENTRIES),
  ...countOnlyAfter.slice(0, MAX_ENTRIES),
];

async function fetchDifferences(
  api: Api,
  { id, scenario }: ReplayView,
  against: Against,
  cursor: string | undefined,
): Promise<Differences> {
  const sides = { from: `replay:${id}`, to: against === 'then' ? scenario.asOf : undefined };
  const read = (after: string | undefined) =>
    api.get<ComparisonView>('/v1/comparisons', { ...sides, limit: SHOWN, cursor: after });
  let page = await read(cursor);
  for (let empty = 0; page.items.length === 0 && page.next !== undefined && empty < MAX_EMPTY; empty += 1) {
    page = await read(page.next);
  }
  return {
    claims: page.items,
    next: page.next,
    isFirst: cursor === undefined,
    csv: api.address('/v1/comparisons', { ...sides, format: 'csv' }),
  };
}
