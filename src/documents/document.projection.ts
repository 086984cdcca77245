import type { Database } from 'better-sqlite3';
import { type DatedEvent, DigestError } from '../read-model/projection.js';
import { Versions } from '../read-model/version-table.js';
import { amended } from '../command-handling/registration.js';
import type { DocumentEvent, DocumentRegistered } from './document.events.js';

export const DOCUMENT_SCHEMA = `
  ${Versions.schema('document_versions')}
  CREATE INDEX IF NOT EXISTS document_versions_by_publisher ON document_versions (attributes ->> 'publisher', number);
  CREATE INDEX IF NOT EXISTS document_versions_by_url ON document_versions (attributes ->> 'url', number);`;

/** Writes the rows of documents. */
export class DocumentProjector {
  private readonly versions: Versions<DocumentRegistered>;

  constructor(database: Database) {
    this.versions = new Versions(database, 'document_versions');
  }

  digest(event: DatedEvent, id: string): void {
    const fact = { type: event.type, data: event.data } as unknown as DocumentEvent;
    switch (fact.type) {
      case 'DocumentRegistered':
        this.versions.write(event, id, () => fact.data);
        return;
      case 'DocumentAmended':
        this.versions.write(event, id, (before) => before && amended(before, fact.data));
        return;
      default:
        throw new DigestError(`A document's stream has no ${event.type}.`);
    }
  }
}
