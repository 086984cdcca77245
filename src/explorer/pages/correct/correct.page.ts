import { definePage } from '../../page.js';
import { CorrectPage } from './correct.js';
import { loadCorrect } from './load.js';

export default definePage({
  load: loadCorrect,
  title: ({ claim }, words) => `${words.text('correct.title')}: ${claim.text}`,
  View: CorrectPage,
});
