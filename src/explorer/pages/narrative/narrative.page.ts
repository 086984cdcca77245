import { path } from '../../api/api.js';
import { definePage } from '../../page.js';
import { loadNarrative } from './load.js';
import { NarrativePage } from './narrative.js';

export default definePage({
  load: loadNarrative,
  title: ({ title }) => title,
  View: NarrativePage,
  json: ({ api, params }) => api.address(path`/v1/narratives/${params['id'] ?? ''}`),
});
