import { path } from '../../api/path.js';
import { definePage } from '../../page.js';
import { WordingsPage } from './wordings.js';

export default definePage({
  load: async (request) => (await import('./load.js')).loadWordings(request),
  title: ({ claim }, words) => words.text('wordings.titleOf', { claim: claim.text }),
  View: WordingsPage,
  json: ({ api, params, query }) =>
    api.address(path`/v1/claims/${params['id'] ?? ''}/wordings`, { after: query.get('after') ?? undefined }),
});
