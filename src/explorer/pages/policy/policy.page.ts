import { definePage } from '../../page.js';
import { loadPolicy } from './load.js';
import { PolicyPage } from './policy.js';

export default definePage({
  load: loadPolicy,
  title: (_data, words) => words.text('policy.title'),
  View: PolicyPage,
  json: () => '/v1/policies',
});
