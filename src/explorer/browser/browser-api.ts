import { Api } from '../api/api.js';

/** The public API as the page's browser reaches it, as of now. */
export const browserApi = new Api((address) => fetch(address, { headers: { accept: 'application/json' } }));
