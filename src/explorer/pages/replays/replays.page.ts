import { definePage } from '../../page.js';
import { loadReplays } from './load.js';
import { ReplaysPage } from './replays.js';

export default definePage({
  load: loadReplays,
  title: (_data, words) => words.text('replay.titleAll'),
  View: ReplaysPage,
  json: () => '/v1/replays',
});
