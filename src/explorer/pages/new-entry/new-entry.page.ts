import { definePage } from '../../page.js';
import { loadNewEntry } from './load.js';
import { NewEntryPage } from './new-entry.js';

export default definePage({
  load: loadNewEntry,
  title: ({ claim, form }, words) => `${words.text(form ? `record.did.${form.type}` : 'record.add')}: ${claim.text}`,
  View: NewEntryPage,
});
