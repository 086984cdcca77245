import type { HistoryView } from '../../claims/queries/views.js';
import type { Api } from '../api/api.js';
import { path } from '../api/path.js';
import { type TypedEntry, typed } from '../api/entries.js';
import { mentionsIn } from '../api/mentions.js';
import { fetchNames, type Names } from '../api/names.js';

/** What was recorded on a claim after a revision. */
export interface Meanwhile {
  /** Of the last one. */
  readonly revision: number;
  readonly entries: readonly TypedEntry[];
  readonly names: Names;
}

/** So many are shown; there may be further ones. */
const MOST = 20;

export async function recordedMeanwhile(api: Api, claim: string, since: number): Promise<Meanwhile> {
  const history = await api.get<HistoryView>(path`/v1/claims/${claim}/history`, { after: since, limit: MOST });
  const entries = history.items.flatMap((item) => (item.kind === 'entry' ? [item] : []));
  return {
    revision: entries.at(-1)?.revision ?? since,
    entries: entries.map(typed),
    names: await fetchNames(api, mentionsIn(entries)),
  };
}
