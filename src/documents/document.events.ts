import type { Amendment, DomainEvent } from '../domain/domain-event.js';

/** Where something can be read or seen; it has a URL or a title, or both. */
export interface DocumentRegistered {
  readonly publisher: string;
  readonly url?: string;
  readonly title?: string;
  /** As precisely as it is known, in the forms of `occurredAt`. */
  readonly publishedAt?: string;
  readonly language?: string;
  /** SHA-256 of the archived text, lower-case hex. */
  readonly sha256?: string;
  readonly archivedUrl?: string;
}

export type DocumentAmended = Amendment<DocumentRegistered>;

export interface DocumentEventTypes {
  DocumentRegistered: DocumentRegistered;
  DocumentAmended: DocumentAmended;
}
export type DocumentEvent = DomainEvent<DocumentEventTypes>;
