import { path } from '../../api/path.js';
import { replayTitle } from '../../components/scenario.js';
import { definePage } from '../../page.js';
import { loadReplay } from './load.js';
import { ReplayPage } from './replay.js';

export default definePage({
  load: loadReplay,
  title: ({ replay, names }, words) => replayTitle(replay, names, words),
  View: ReplayPage,
  json: ({ params }) => path`/v1/replays/${params['id'] ?? ''}`,
});
