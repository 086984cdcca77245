import type { ActorView } from '../../../actors/actors.queries.js';
import type { ActorReachView, CountedPage, RelianceView } from '../../../reliance/reliance.views.js';
import { fetchNames, type Names } from '../../api/names.js';
import { path } from '../../api/path.js';
import type { PageRequest } from '../../page.js';

export interface RelianceData {
  readonly actor: Pick<ActorView, 'id' | 'name' | 'kind'>;
  /** On whose word it relies, and who relies on its word: the most entries first. */
  readonly carried: RelianceList;
  readonly carriers: RelianceList;
  readonly reach: ActorReachView;
  /** Of the entries that show pairs. */
  readonly names: Names;
  readonly json: string;
}

export interface RelianceList {
  readonly pairs: readonly RelianceView[];
  readonly total: number;
  readonly csv: string;
}

const SHOWN = 50;
/** How many entries show a pair on the page. */
export const EXAMPLES = 3;

/** Who relies on whom is computed from all claims when it is first asked for, so it has a page of its own. */
export async function loadReliance({ api, params }: PageRequest): Promise<RelianceData> {
  const id = params['id'] ?? '';
  const address = path`/v1/actors/${id}`;
  const actor = await api.get<ActorView>(address);
  const list = async (filter: { readonly carrier: string } | { readonly carried: string }): Promise<RelianceList> => {
    const { items, total } = await api.get<CountedPage<RelianceView>>('/v1/reliances', { ...filter, limit: SHOWN });
    return { pairs: items, total, csv: api.address('/v1/reliances', { ...filter, format: 'csv' }) };
  };
  const [carried, carriers, reach] = await Promise.all([
    list({ carrier: id }),
    list({ carried: id }),
    api.get<ActorReachView>(`${address}/reach`),
  ]);
  const entries = [carried, carriers].flatMap(({ pairs }) => pairs.flatMap((pair) => pair.shownBy.slice(0, EXAMPLES)));
  const names = await fetchNames(api, { entries });
  const { name, kind } = actor;
  return { actor: { id, name, kind }, carried, carriers, reach, names, json: api.address(`${address}/reach`) };
}
