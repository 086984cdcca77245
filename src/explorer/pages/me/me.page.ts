import { definePage } from '../../page.js';
import { loadMe } from './load.js';
import { MePage } from './me.js';

export default definePage({
  load: loadMe,
  title: (_data, words) => words.text('session.me'),
  View: MePage,
  json: () => '/v1/whoami',
});
