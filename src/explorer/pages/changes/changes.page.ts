import { definePage } from '../../page.js';
import { ChangesPage } from './changes.js';
import { loadChanges } from './load.js';

export default definePage({
  load: loadChanges,
  title: (_data, words) => words.text('changes.title'),
  View: ChangesPage,
  latest: { parameter: 'to', of: (query, { asOf }) => query.get('to')?.trim() || asOf },
});
