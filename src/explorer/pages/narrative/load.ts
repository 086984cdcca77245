import type { ClaimSummary, ListedEntry, StatusView } from '../../../claims/queries/views.js';
import type { Status } from '../../../domain/vocabulary.js';
import type { TimelineItem } from '../../../narratives/narrative-timeline.queries.js';
import type { NarrativeView } from '../../../narratives/narratives.queries.js';
import type { Page as ListPage } from '../../../read-model/pagination.js';
import { type Api, ApiError } from '../../api/api.js';
import { path } from '../../api/path.js';
import { type ListedClaim, listed } from '../../api/listed-claim.js';
import { mentionsIn } from '../../api/mentions.js';
import { actsIn, fetchNames, type Names, NO_NAMES } from '../../api/names.js';
import { InvalidParameterError } from '../../moment/invalid-parameter.js';
import type { Settings } from '../../moment/settings.js';
import type { PageRequest } from '../../page.js';
import type { StatesBy } from './story/layout.js';
import type { Axis } from './story/steps.js';

/** What a lane is. */
export type LaneKind = 'claims' | 'actors';

/** What the address says of the drawing. */
export interface StoryOptions {
  readonly axis: Axis;
  readonly lanes: LaneKind;
  /** Whether lesser acts that follow each other are folded. */
  readonly folds: boolean;
}

/** A link between two claims. */
export interface StoryLink extends Pick<ListedEntry, 'entry' | 'data'> {
  /** The id of the claim that is linked. */
  readonly claim: string;
}

/** What the timeline shows of a claim. */
export type StoryClaim = Omit<ListedClaim, 'since' | 'summary' | 'matches'>;

export interface NarrativeData {
  readonly id: string;
  readonly title: string;
  readonly summary?: string | undefined;
  /** How many claims it holds. */
  readonly size: number;
  /** How many of them have which state, most first. */
  readonly states: readonly (readonly [Status, number])[];
  /** A page of them, in the order in which they were added. */
  readonly claims: readonly ListedClaim[];
  /** The claim after which that page begins; undefined for the first one. */
  readonly after: string | undefined;
  readonly nextClaim?: string | undefined;
  /** Others that the timeline names. */
  readonly others: readonly StoryClaim[];
  readonly options: StoryOptions;
  /** A page of the timeline. */
  readonly items: readonly TimelineItem[];
  /** Where that page begins; undefined for the first one. */
  readonly cursor: string | undefined;
  readonly next?: string | undefined;
  /** When it happened: links, which have no place on that axis. */
  readonly links: readonly StoryLink[];
  readonly hasMoreLinks: boolean;
  /**
   * When it happened, in lanes of claims: the states by then, earliest first. Undefined if there are too many entries to
   * find them.
   */
  readonly statesBy: readonly StatesBy[] | undefined;
  readonly names: Names;
  readonly json: string;
  readonly timeline: string;
}

const SHOWN = 30;
/** What one list takes. */
const MAX_IDS = 100;
/** As many as are rendered quickly. */
const ITEMS = 60;
const LINKS = 100;
/** Each takes a read of all claims. */
const TIMES = 6;

export async function loadNarrative({ api, params, query, settings, words }: PageRequest): Promise<NarrativeData> {
  const after = query.get('after') ?? undefined;
  const address = path`/v1/narratives/${params['id'] ?? ''}`;
  const options = optionsIn(query);
  const { axis } = options;
  // By occurred time, links and states are read on their own; lanes of actors have neither.
  const isApart = axis === 'occurred' && options.lanes === 'claims';
  const cursor = query.get('cursor') ?? undefined;
  const [narrative, { items, next }, { items: links, next: moreLinks }] = await Promise.all([
    api.get<NarrativeView>(address, { limit: SHOWN, after }),
    api.get<ListPage<TimelineItem>>(`${address}/timeline`, { sort: axis, limit: ITEMS, cursor }),
    isApart
      ? api.get<ListPage<ListedEntry>>('/v1/entries', { narrative: params['id'], type: 'ClaimLinked', limit: LINKS })
      : { items: [], next: undefined },
  ]);
  const entries = items.filter((item) => item.kind === 'entry');
  const { id, title, summary, size, statuses, claims, nextClaim } = narrative;
  const shown = new Set(claims.map((claim) => claim.id));
  const named = new Set(items.map(({ claim }) => claim));
  const others = await fetchOthers(
    api,
    address,
    [...named].filter((claim) => !shown.has(claim)),
    settings,
  );
  const known: Names = {
    ...NO_NAMES,
    ...actsIn(entries),
    claims: Object.fromEntries([...claims, ...others].map((claim) => [claim.id, claim.text])),
  };
  const mentions = mentionsIn(entries);
  const causes = items.flatMap((item) => (item.kind === 'change' && 'actor' in item.cause ? item.cause.actor : []));
  const [statesBy, names] = await Promise.all([
    isApart ? fetchStates(api, address, items, settings) : [],
    fetchNames(api, { ...mentions, actors: [...mentions.actors, ...causes] }, known),
  ]);
  return {
    id,
    title,
    summary,
    size,
    states: (Object.entries(statuses) as [Status, number][]).toSorted(([, a], [, b]) => b - a),
    claims: claims.map((claim) => listed(claim, words)),
    after,
    nextClaim,
    others: others.map(storyClaim),
    options,
    items,
    cursor,
    next,
    links: links.filter(({ voided }) => !voided).map(({ entry, data, claim }) => ({ entry, data, claim: claim.id })),
    hasMoreLinks: moreLinks !== undefined,
    statesBy,
    names,
    json: api.address(address),
    timeline: api.address(`${address}/timeline`, { sort: axis }),
  };
}

function optionsIn(query: URLSearchParams): StoryOptions {
  return {
    axis: choiceIn(query, 'sort', ['recorded', 'occurred']),
    lanes: choiceIn(query, 'lanes', ['claims', 'actors']),
    folds: choiceIn(query, 'acts', ['folded', 'all']) === 'folded',
  };
}

/** The first choice is the default. */
function choiceIn<Choice extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const value = query.get(name) ?? '';
  if (value === '') return choices[0];
  const choice = choices.find((each) => each === value);
  if (choice !== undefined) return choice;
  throw new InvalidParameterError(name, `"${name}" must be ${choices.join(' or ')}.`);
}

/** Claims of the narrative that aren't on the page. Lists of claims know nothing of occurred time. */
async function fetchOthers(
  api: Api,
  address: string,
  ids: readonly string[],
  { validAt }: Settings,
): Promise<readonly ClaimSummary[]> {
  if (ids.length === 0) return [];
  if (validAt !== undefined) {
    const { claims } = await api.get<NarrativeView>(address);
    return claims.filter(({ id }) => ids.includes(id));
  }
  const parts = Array.from({ length: Math.ceil(ids.length / MAX_IDS) }, (_, index) =>
    ids.slice(index * MAX_IDS, (index + 1) * MAX_IDS).join(),
  );
  const lists = await Promise.all(
    parts.map((part) => api.get<ListPage<ClaimSummary>>('/v1/claims', { ids: part, limit: MAX_IDS })),
  );
  return lists.flatMap((list) => list.items);
}

function storyClaim(claim: ClaimSummary): StoryClaim {
  const { id, text, language, kind, status, rule, rating } = claim;
  return { id, text, language, kind, status, rule, ...(rating !== undefined && { rating }) };
}

/** What had happened by each of the last dates of these items, one after the other: the ledger evaluates all claims. */
async function fetchStates(
  api: Api,
  address: string,
  items: readonly TimelineItem[],
  { asOf, validAt }: Settings,
): Promise<StatesBy[] | undefined> {
  const ends = items.flatMap((item) => (item.kind === 'entry' ? (item.occurred?.to ?? item.occurred?.from ?? []) : []));
  const times = [...new Set(ends)].toSorted().filter((time) => validAt === undefined || time <= validAt);
  const found: StatesBy[] = [];
  try {
    for (const by of times.slice(-TIMES)) {
      const then = api.at({ ...(asOf !== undefined && { asOf }), validAt: by });
      const { claims } = await then.get<NarrativeView>(address);
      found.push({ by, states: Object.fromEntries(claims.map((claim) => [claim.id, stateOf(claim)])) });
    }
    return found;
  } catch (error) {
    // Too many entries to evaluate, or too many requests that do.
    if (error instanceof ApiError && [400, 503].includes(error.problem.status)) return undefined;
    throw error;
  }
}

const stateOf = ({ status, rule, rating }: ClaimSummary): StatusView => ({
  status,
  rule,
  ...(rating !== undefined && { rating }),
});
