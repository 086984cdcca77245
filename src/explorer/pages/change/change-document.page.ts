import { changePage } from './change-page.js';

export default changePage('document');
