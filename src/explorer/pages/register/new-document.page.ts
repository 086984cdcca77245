import { registrationPage } from './registration-page.js';

export default registrationPage('document');
