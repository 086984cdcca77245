import { path } from '../../api/path.js';
import { definePage } from '../../page.js';
import { NarrativePage } from './narrative.js';

export default definePage({
  // The server has loaded the first page.
  load: async (request) => (await import('./load.js')).loadNarrative(request),
  title: ({ title }) => title,
  View: NarrativePage,
  json: ({ api, params }) => api.address(path`/v1/narratives/${params['id'] ?? ''}`),
});
