import { definePage } from '../../page.js';
import { GlossaryPage } from './glossary.js';

export default definePage({
  load: () => Promise.resolve({}),
  title: (_data, words) => words.text('glossary.title'),
  View: GlossaryPage,
});
