import type { ClaimSummary, ListedEntry, StatusView } from '../../../claims/queries/views.js';
import type { Status } from '../../../domain/vocabulary.js';
import type { TimelineItem } from '../../../narratives/narrative-timeline.queries.js';
import type { NarrativeView } from '../../../narratives/narratives.queries.js';
import type { Page as ListPage } from '../../../read-model/pagination.js';
import { type Api, ApiError, path } from '../../api/api.js';
import { mentionsIn } from '../../api/entries.js';
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

export interface NarrativeData {
  readonly id: string;
  readonly title: string;
  readonly summary?: string | undefined;
  /** How many claims it holds. */
  readonly size: number;
  /** How many of them have which state, most first; of the first 1,000. */
  readonly states: readonly (readonly [Status, number])[];
  /** The first of them, in the order in which they were added, and then others that the timeline names. */
  readonly claims: readonly ClaimSummary[];
  /** How many of `claims` are the first ones. */
  readonly listed: number;
  readonly options: StoryOptions;
  /** A page of the timeline. */
  readonly items: readonly TimelineItem[];
  readonly isFirst: boolean;
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

const SHOWN = 100;
/** As many as are rendered quickly. */
const ITEMS = 150;
const LINKS = 100;
/** Each takes a read of all claims. */
const TIMES = 6;

export async function loadNarrative({ api, params, query, settings }: PageRequest): Promise<NarrativeData> {
  const address = path`/v1/narratives/${params['id'] ?? ''}`;
  const options = optionsIn(query);
  const { axis } = options;
  // By occurred time, links and states are read on their own; lanes of actors have neither.
  const isApart = axis === 'occurred' && options.lanes === 'claims';
  const cursor = query.get('cursor') ?? undefined;
  const [{ id, title, summary, size, claims }, { items, next }, { items: links, next: moreLinks }] = await Promise.all([
    api.get<NarrativeView>(address),
    api.get<ListPage<TimelineItem>>(`${address}/timeline`, { sort: axis, limit: ITEMS, cursor }),
    isApart
      ? api.get<ListPage<ListedEntry>>('/v1/entries', { narrative: params['id'], type: 'ClaimLinked', limit: LINKS })
      : { items: [], next: undefined },
  ]);
  const entries = items.filter((item) => item.kind === 'entry');
  const named = new Set(items.map(({ claim }) => claim));
  const shown = claims.filter((claim, index) => index < SHOWN || named.has(claim.id));
  const known: Names = {
    ...NO_NAMES,
    ...actsIn(entries),
    claims: Object.fromEntries(shown.map((claim) => [claim.id, claim.text])),
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
    states: countsOf(claims),
    claims: shown,
    listed: Math.min(SHOWN, claims.length),
    options,
    items,
    isFirst: cursor === undefined,
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

function countsOf(claims: readonly ClaimSummary[]): [Status, number][] {
  const counts = new Map<Status, number>();
  for (const { status } of claims) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
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
