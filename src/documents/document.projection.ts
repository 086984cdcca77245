import type { Database } from 'better-sqlite3';
import { ProjectionError } from '../projections/projection.js';
import type { TimedEvent } from '../domain/recorded-time.js';
import { IdentityKeyWriter } from '../projections/identity-key-writer.js';
import { VersionSearchWriter } from '../projections/version-search-writer.js';
import { VersionWriter } from '../projections/version-writer.js';
import { titleKeys, urlKeys } from '../read-model/identity-keys.js';
import { applyAmendment } from '../command-handling/registration.js';
import type { DocumentEvent, DocumentRegistered } from './document.events.js';

export const DOCUMENT_SCHEMA = `
  ${VersionWriter.schema('document_versions')}
  CREATE INDEX IF NOT EXISTS document_versions_by_publisher ON document_versions (attributes ->> 'publisher', number);

  ${VersionSearchWriter.schema('document')}`;

/** Writes the rows of documents. */
export class DocumentProjector {
  private readonly versions: VersionWriter<DocumentRegistered>;
  private readonly keys: IdentityKeyWriter;
  private readonly search: VersionSearchWriter;

  constructor(database: Database) {
    this.versions = new VersionWriter(database, 'document_versions');
    this.keys = new IdentityKeyWriter(database, 'document');
    this.search = new VersionSearchWriter(database, 'document');
  }

  /** Deletes all rows that follow from the document's stream. */
  forget(id: string): void {
    for (const { position, number } of this.versions.forget(id)) {
      this.search.forget(position);
      this.keys.forget(number);
    }
  }

  /** Returns whether the title changed. */
  project(event: TimedEvent, id: string): boolean {
    const before = this.versions.latest(id)?.title;
    const { title, url, publisher, authors = [] } = this.write(event, id);
    const keys = [
      ...(title === undefined ? [] : titleKeys(title, publisher)),
      ...(url === undefined ? [] : urlKeys(url)),
    ];
    this.keys.write(event, this.versions.numberOf(id), keys);
    this.search.write(event, [title ?? [], authors, url === undefined ? [] : wordsOfUrl(url)].flat());
    return title !== before;
  }

  private write(event: TimedEvent, id: string): DocumentRegistered {
    const documentEvent = { type: event.type, data: event.data } as unknown as DocumentEvent;
    switch (documentEvent.type) {
      case 'DocumentRegistered':
        return this.versions.write(event, id, () => documentEvent.data);
      case 'DocumentAmended':
        return this.versions.write(event, id, (before) => before && applyAmendment(before, documentEvent.data));
      default:
        throw new ProjectionError(`${event.type} is not an event type of ${event.stream}.`);
    }
  }
}

/** The address without what most addresses begin with. */
const wordsOfUrl = (url: string): string => url.replace(/^https?:\/\/(www\.)?/i, '');
