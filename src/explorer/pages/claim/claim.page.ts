import { path } from '../../api/path.js';
import { definePage } from '../../page.js';
import { ClaimPage } from './claim.js';

export default definePage({
  // The first page comes with its data: how to fetch more is loaded when it is needed.
  load: async (request) => (await import('./load.js')).loadClaim(request),
  title: ({ claim }) => claim.text,
  View: ClaimPage,
  json: ({ api, params }) => api.address(path`/v1/claims/${params['id'] ?? ''}`),
});
