import { definePage } from '../../page.js';
import { IntoNarrativePage } from './into-narrative.js';
import { loadIntoNarrative } from './load.js';

export default definePage({
  load: loadIntoNarrative,
  title: ({ claim }, words) => `${words.text('change.addToNarrative')}: ${claim.text}`,
  View: IntoNarrativePage,
});
