import { path } from '../../api/path.js';
import { entryTypeKey } from '../../words/vocabulary.js';
import { definePage } from '../../page.js';
import { EntryPage } from './entry.js';
import { loadEntry } from './load.js';

export default definePage({
  load: loadEntry,
  title: ({ entry }, words) => `${words.capitalized(words.text(entryTypeKey(entry.type)))}: ${entry.claim.text}`,
  View: EntryPage,
  json: ({ api, params }) => api.address(path`/v1/claims/${params['id'] ?? ''}/entries/${params['entry'] ?? ''}`),
});
