import type { Amendment, DomainEvent } from '../domain/domain-event.js';

/** Registers a document: where something can be read or seen. It has a URL or a title, or both. */
export interface DocumentRegistered {
  /** The id of the actor who published it, and answers for what it attributes to others. */
  readonly publisher: string;
  /** The address at which it was published. */
  readonly url?: string;
  /** The title. */
  readonly title?: string;
  /** The names of the authors, as the document gives them. */
  readonly authors?: readonly string[];
  /** When it was published, as precisely as it is known, in the forms of `occurredAt`. */
  readonly publishedAt?: string;
  /** When it was retrieved: a year, month, day or instant with offset. */
  readonly retrievedAt?: string;
  /** The language: a BCP 47 tag, such as `uk`. */
  readonly language?: string;
  /** SHA-256 of the archived text, in lower-case hex. */
  readonly sha256?: string;
  /** The address of an archived copy. */
  readonly archivedUrl?: string;
}

/** A clerical change: only the fields that it has change, and null removes an optional field. */
export type DocumentAmended = Amendment<DocumentRegistered>;

export interface DocumentEventTypes {
  DocumentRegistered: DocumentRegistered;
  DocumentAmended: DocumentAmended;
}
export type DocumentEvent = DomainEvent<DocumentEventTypes>;
