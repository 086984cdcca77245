import { path } from '../../api/api.js';
import { definePage } from '../../page.js';
import { EntryPage } from './entry.js';
import { loadEntry } from './load.js';

export default definePage({
  load: loadEntry,
  title: ({ entry }, words) => `${words.text(`entry.type.${entry.type}`)}: ${entry.claim.text}`,
  View: EntryPage,
  json: ({ api, params }) => api.address(path`/v1/claims/${params['id'] ?? ''}/entries/${params['entry'] ?? ''}`),
});
