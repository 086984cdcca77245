import type { CsvTable } from '../http/csv-table.js';
import type { DocumentView } from './documents.queries.js';

/** The columns of lists of documents. */
export const DOCUMENT_TABLE: CsvTable<DocumentView> = {
  name: 'documents',
  columns: {
    id: ({ id }) => id,
    title: ({ title }) => title,
    url: ({ url }) => url,
    publisher: ({ publisher }) => publisher,
    authors: ({ authors }) => authors,
    publishedAt: ({ publishedAt }) => publishedAt,
    retrievedAt: ({ retrievedAt }) => retrievedAt,
    language: ({ language }) => language,
    sha256: ({ sha256 }) => sha256,
    archivedUrl: ({ archivedUrl }) => archivedUrl,
    registeredAt: ({ registeredAt }) => registeredAt,
    lastRecordedAt: ({ lastRecordedAt }) => lastRecordedAt,
    revision: ({ revision }) => revision,
  },
};
