import { path } from '../../api/api.js';
import { definePage } from '../../page.js';
import { ClaimPage } from './claim.js';
import { loadClaim } from './load.js';

export default definePage({
  load: loadClaim,
  title: ({ claim }) => claim.text,
  View: ClaimPage,
  json: ({ api, params }) => api.address(path`/v1/claims/${params['id'] ?? ''}`),
});
