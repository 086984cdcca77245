import { definePage } from '../../page.js';
import { loadNewEntry } from './load.js';
import { NewEntryPage, titleKey } from './new-entry.js';

export default definePage({
  load: loadNewEntry,
  title: ({ claim, form }, words) => `${words.text(form ? titleKey(form) : 'record.add')}: ${claim.text}`,
  View: NewEntryPage,
});
