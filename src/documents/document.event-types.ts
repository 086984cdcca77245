import type { AggregateEvents } from '../validation/event-definition.js';
import { DocumentAmendedDto, DocumentRegisteredDto } from './document.dto.js';
import type { DocumentEventTypes } from './document.events.js';

export const DOCUMENT_EVENTS: AggregateEvents<DocumentEventTypes> = {
  aggregate: 'document',
  registration: 'DocumentRegistered',
  types: {
    DocumentRegistered: { dto: DocumentRegisteredDto, wireName: 'document.registered' },
    DocumentAmended: { dto: DocumentAmendedDto, wireName: 'document.amended' },
  },
};
