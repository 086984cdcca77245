import { path } from '../../api/path.js';
import { definePage } from '../../page.js';
import { ActorPage } from './actor.js';
import { loadActor } from './load.js';

export default definePage({
  load: loadActor,
  title: ({ actor }) => actor.name,
  View: ActorPage,
  json: ({ api, params }) => api.address(path`/v1/actors/${params['id'] ?? ''}`),
});
