import type { Database } from 'better-sqlite3';
import { type TimedEvent, ProjectionError } from '../read-model/projection.js';
import { VersionTable } from '../read-model/version-table.js';
import { applyAmendment } from '../command-handling/registration.js';
import type { DocumentEvent, DocumentRegistered } from './document.events.js';

export const DOCUMENT_SCHEMA = `
  ${VersionTable.schema('document_versions')}
  CREATE INDEX IF NOT EXISTS document_versions_by_publisher ON document_versions (attributes ->> 'publisher', number);
  CREATE INDEX IF NOT EXISTS document_versions_by_url ON document_versions (attributes ->> 'url', number);`;

/** Writes the rows of documents. */
export class DocumentProjector {
  private readonly versions: VersionTable<DocumentRegistered>;

  constructor(database: Database) {
    this.versions = new VersionTable(database, 'document_versions');
  }

  digest(event: TimedEvent, id: string): void {
    const fact = { type: event.type, data: event.data } as unknown as DocumentEvent;
    switch (fact.type) {
      case 'DocumentRegistered':
        this.versions.write(event, id, () => fact.data);
        return;
      case 'DocumentAmended':
        this.versions.write(event, id, (before) => before && applyAmendment(before, fact.data));
        return;
      default:
        throw new ProjectionError(`A document's stream has no ${event.type}.`);
    }
  }
}
