import type { Decider } from '../command-handling/decider.js';
import { CommandRejectedError, type Violation } from '../command-handling/errors.js';
import { applyAmendment, isFirstRegistration, requireRegistered } from '../command-handling/registration.js';
import { firstBeginning } from '../domain/fuzzy-time.js';
import type { DocumentEvent, DocumentEventTypes, DocumentRegistered } from './document.events.js';

/** A document folded from its stream. */
export interface DocumentState {
  registration: DocumentRegistered | undefined;
  /** The registration with all amendments. */
  attributes: DocumentRegistered | undefined;
}

export interface RecordDocumentEvent {
  readonly document: string;
  readonly event: DocumentEvent;
  /** The time of the decision: an ISO instant in UTC. */
  readonly now: string;
}

export const documentDecider: Decider<DocumentState, RecordDocumentEvent, DocumentEventTypes> = {
  initial: () => ({ registration: undefined, attributes: undefined }),

  evolve: (state, { type, data }) =>
    type === 'DocumentRegistered'
      ? { registration: data, attributes: data }
      : { ...state, attributes: state.attributes && applyAmendment(state.attributes, data) },

  decide: (state, { document, event, now }) => {
    if (event.type === 'DocumentRegistered') {
      return isFirstRegistration('document', document, state.registration, event.data)
        ? accept(event, event.data, now)
        : [];
    }
    return accept(event, applyAmendment(requireRegistered('document', document, state.attributes), event.data), now);
  },
};

function accept(event: DocumentEvent, { url, title }: DocumentRegistered, now: string): readonly DocumentEvent[] {
  const violations: Violation[] = [];
  const { publishedAt } = event.data;
  if (url === undefined && title === undefined) {
    violations.push({ pointer: '/title', code: 'nameless', message: 'A document needs a title or a URL, or both.' });
  }
  if (publishedAt != null && firstBeginning(publishedAt) > Date.parse(now)) {
    violations.push({
      pointer: '/publishedAt',
      code: 'in-the-future',
      message: `"${publishedAt}" begins after now (${now}). A document can't be published in the future.`,
    });
  }
  if (violations.length > 0) throw new CommandRejectedError(violations);
  return [event];
}
