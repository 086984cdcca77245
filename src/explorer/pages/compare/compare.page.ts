import { definePage } from '../../page.js';
import { path } from '../../api/path.js';
import { ComparePage } from './compare.js';
import { sidesOf } from './sides.js';

export default definePage({
  load: async (request) => (await import('./load.js')).loadComparison(request),
  title: ({ claim }, words) => words.text('compare.titleOf', { claim: claim.text }),
  View: ComparePage,
  latest: { parameter: 'b', of: (query, settings) => sidesOf(query, settings).later.asOf },
  json: ({ api, params, query, settings }) =>
    api.at({ ...settings, ...sidesOf(query, settings).later }).address(path`/v1/claims/${params['id'] ?? ''}/story`),
});
