import { definePage } from '../../page.js';
import { loadStatus } from './load.js';
import { StatusPage } from './status.js';

export default definePage({
  load: loadStatus,
  title: (_data, words) => words.text('status.title'),
  View: StatusPage,
  json: () => '/v1/status',
});
