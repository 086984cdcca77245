import type { ReplayView } from '../../../replay/replay.views.js';
import { fetchNames, type Names } from '../../api/names.js';
import { mentionsOfScenario } from '../../api/scenario.js';
import type { PageRequest } from '../../page.js';

export interface ReplaysData {
  /** Newest first. */
  readonly replays: readonly ReplayView[];
  readonly names: Names;
}

export async function loadReplays({ api }: PageRequest): Promise<ReplaysData> {
  const { items } = await api.get<{ readonly items: readonly ReplayView[] }>('/v1/replays');
  const names = await fetchNames(api, mentionsOfScenario(items.flatMap(({ scenario }) => scenario.without)));
  return { replays: items, names };
}
