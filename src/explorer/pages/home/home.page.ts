import { definePage } from '../../page.js';
import { HomeView } from './home.js';
import { loadHome } from './load.js';

export default definePage({ load: loadHome, title: (_data, words) => words.text('home.title'), View: HomeView });
