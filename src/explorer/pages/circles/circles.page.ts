import { definePage } from '../../page.js';
import { CirclesPage } from './circles.js';
import { loadCircles } from './load.js';

export default definePage({
  load: loadCircles,
  title: (_data, words) => words.text('reliance.circles'),
  View: CirclesPage,
  json: ({ api }) => api.address('/v1/rings'),
});
