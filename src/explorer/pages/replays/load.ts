import type { PolicyView } from '../../../policies/policy.views.js';
import type { ReplayView } from '../../../replay/replay.views.js';
import { fetchNames, type Names } from '../../api/names.js';
import { mentionsOfScenario } from '../../api/scenario.js';
import type { PageRequest } from '../../page.js';

export interface ReplaysData {
  /** Newest first. */
  readonly replays: readonly ReplayView[];
  readonly names: Names;
  /** The names of all policies. */
  readonly policies: readonly string[];
}

export async function loadReplays({ api }: PageRequest): Promise<ReplaysData> {
  const [{ items }, policies] = await Promise.all([
    api.get<{ readonly items: readonly ReplayView[] }>('/v1/replays'),
    api.get<{ readonly items: readonly PolicyView[] }>('/v1/policies'),
  ]);
  const names = await fetchNames(api, mentionsOfScenario(items.flatMap(({ scenario }) => scenario.without)));
  return { replays: items, names, policies: policies.items.map(({ name }) => name) };
}
