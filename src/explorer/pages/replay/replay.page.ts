import { path } from '../../api/api.js';
import { definePage } from '../../page.js';
import { loadReplay } from './load.js';
import { ReplayPage } from './replay.js';

export default definePage({
  load: loadReplay,
  title: ({ replay }, words) => replay.name ?? words.text('replay.unnamed'),
  View: ReplayPage,
  json: ({ params }) => path`/v1/replays/${params['id'] ?? ''}`,
});
