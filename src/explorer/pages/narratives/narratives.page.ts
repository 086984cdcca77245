import { definePage } from '../../page.js';
import { loadNarratives } from './load.js';
import { NarrativesPage } from './narratives.js';

export default definePage({
  load: loadNarratives,
  title: (_data, words) => words.text('narrative.list'),
  View: NarrativesPage,
  json: ({ api }) => api.address('/v1/narratives'),
});
