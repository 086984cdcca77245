import { definePage } from '../../page.js';
import { ClaimsView } from './claims.js';
import { filtersIn, loadClaims } from './load.js';

export default definePage({
  load: loadClaims,
  title: ({ filters: { q } }, words) =>
    q === undefined ? words.text('claims.title') : words.text('claims.titleSearch', { q: String(q) }),
  View: ClaimsView,
  json: ({ api, query }) => api.address('/v1/claims', filtersIn(query)),
});
