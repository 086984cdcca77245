import { definePage } from '../../page.js';
import { loadRecord } from './load.js';
import { RecordPage } from './record.js';

export default definePage({
  load: loadRecord,
  title: (_data, words) => words.text('record.start'),
  View: RecordPage,
});
