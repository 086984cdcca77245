import type { ActorView } from '../../../actors/actors.queries.js';
import type { ActorRecord, ClaimSummary, ListedEntry } from '../../../claims/queries/views.js';
import type { Page as ListPage } from '../../../read-model/pagination.js';
import { path } from '../../api/path.js';
import { type ListedClaim, listed } from '../../api/listed-claim.js';
import { mentionsIn } from '../../api/mentions.js';
import { actsIn, fetchNames, type Names, NO_NAMES } from '../../api/names.js';
import type { PageRequest } from '../../page.js';

export interface ActorData {
  readonly actor: ActorView;
  readonly record: ActorRecord;
  /** The newest claims about it. */
  readonly about: readonly ListedClaim[];
  readonly moreAbout: boolean;
  /** A page of its acts, newest first. */
  readonly entries: readonly ListedEntry[];
  readonly next?: string | undefined;
  readonly isFirst: boolean;
  readonly names: Names;
  readonly json: string;
}

const CLAIMS = 5;
const ENTRIES = 20;

export async function loadActor({ api, params, query, words }: PageRequest): Promise<ActorData> {
  const id = params['id'] ?? '';
  const address = path`/v1/actors/${id}`;
  const cursor = query.get('cursor') ?? undefined;
  const [actor, record, about, { items, next }] = await Promise.all([
    api.get<ActorView>(address),
    api.get<ActorRecord>(`${address}/record`),
    api.get<ListPage<ClaimSummary>>('/v1/claims', { about: id, limit: CLAIMS }),
    api.get<ListPage<ListedEntry>>('/v1/entries', { actor: id, limit: ENTRIES, cursor }),
  ]);
  const { actors, ...mentions } = mentionsIn(items);
  const related = [
    ...actor.sameAs,
    ...(actor.outlet === undefined ? [] : [actor.outlet]),
    ...actor.speaksFor.map(({ principal }) => principal),
    ...actor.spokenForBy.map(({ speaker }) => speaker),
  ];
  const known = { ...NO_NAMES, actors: { [actor.id]: actor.name }, ...actsIn(items) };
  return {
    actor,
    record,
    about: about.items.map((claim) => listed(claim, words)),
    moreAbout: about.next !== undefined,
    entries: items,
    next,
    isFirst: cursor === undefined,
    names: await fetchNames(api, { ...mentions, actors: [...related, ...actors] }, known),
    json: api.address(address),
  };
}
