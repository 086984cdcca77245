import { path } from '../../api/path.js';
import { definePage } from '../../page.js';
import { loadReliance } from './load.js';
import { ReliancePage } from './reliance.js';

export default definePage({
  load: loadReliance,
  title: ({ actor }, words) => words.text('reliance.titleOf', { actor: actor.name }),
  View: ReliancePage,
  json: ({ api, params }) => api.address(path`/v1/actors/${params['id'] ?? ''}/reach`),
});
