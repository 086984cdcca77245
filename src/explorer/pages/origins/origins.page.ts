import { path } from '../../api/path.js';
import { definePage } from '../../page.js';
import { OriginsPage } from './origins.js';

export default definePage({
  load: async (request) => (await import('./load.js')).loadOrigins(request),
  title: ({ claim }, words) => words.text('whatif.titleOf', { claim: claim.text }),
  View: OriginsPage,
  json: ({ api, params, query }) =>
    api.address(path`/v1/claims/${params['id'] ?? ''}/provenance`, { without: query.getAll('without') }),
});
