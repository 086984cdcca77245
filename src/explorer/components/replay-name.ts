import type { ReplayView } from '../../replay/replay.views.js';
import type { Api } from '../api/api.js';
import { fetchNames } from '../api/names.js';
import { path } from '../api/path.js';
import { mentionsOfScenario } from '../api/scenario.js';
import type { Words } from '../words/words.js';
import { replayTitle } from './scenario.js';

/** What a replay is called, in the language of these words; undefined if the server has it no more. */
export async function replayName(api: Api, id: string, words: Words): Promise<string | undefined> {
  const replay = await api.find<ReplayView>(path`/v1/replays/${id}`);
  if (!replay) return undefined;
  return replayTitle(replay, await fetchNames(api, mentionsOfScenario(replay.scenario.without)), words);
}
