import type { Database } from 'better-sqlite3';
import { ProjectionError } from '../projections/projection.js';
import type { TimedEvent } from '../domain/recorded-time.js';
import { VersionWriter } from '../projections/version-writer.js';
import { applyAmendment } from '../command-handling/registration.js';
import type { DocumentEvent, DocumentRegistered } from './document.events.js';

export const DOCUMENT_SCHEMA = `
  ${VersionWriter.schema('document_versions')}
  CREATE INDEX IF NOT EXISTS document_versions_by_publisher ON document_versions (attributes ->> 'publisher', number);
  CREATE INDEX IF NOT EXISTS document_versions_by_url ON document_versions (attributes ->> 'url', number);`;

/** Writes the rows of documents. */
export class DocumentProjector {
  private readonly versions: VersionWriter<DocumentRegistered>;

  constructor(database: Database) {
    this.versions = new VersionWriter(database, 'document_versions');
  }

  project(event: TimedEvent, id: string): void {
    const documentEvent = { type: event.type, data: event.data } as unknown as DocumentEvent;
    switch (documentEvent.type) {
      case 'DocumentRegistered':
        this.versions.write(event, id, () => documentEvent.data);
        return;
      case 'DocumentAmended':
        this.versions.write(event, id, (before) => before && applyAmendment(before, documentEvent.data));
        return;
      default:
        throw new ProjectionError(`${event.type} is not an event type of ${event.stream}.`);
    }
  }
}
