import { path } from '../../api/path.js';
import { definePage } from '../../page.js';
import { DocumentPage } from './document.js';
import { loadDocument } from './load.js';

export default definePage({
  load: loadDocument,
  title: ({ document }) => document.title ?? document.url ?? document.id,
  View: DocumentPage,
  json: ({ api, params }) => api.address(path`/v1/documents/${params['id'] ?? ''}`),
});
