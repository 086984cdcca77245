import { definePage } from '../../page.js';
import { loadLogin } from './load.js';
import { LoginPage } from './login.js';

export default definePage({
  load: loadLogin,
  title: (_data, words) => words.text('session.logIn'),
  View: LoginPage,
});
