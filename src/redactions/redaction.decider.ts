import type { Decider } from '../command-handling/decider.js';
import { CommandRejectedError, NotFoundError } from '../command-handling/errors.js';
import type { RedactionEvent, RedactionEventTypes, RedactionRequested } from './redaction.events.js';
import { evolveRedactions, type KnownRedaction, type RedactionState } from './redaction.state.js';

/** Request that fields of an event are redacted. */
export interface RequestRedaction {
  readonly command: 'request';
  readonly request: RedactionRequested;
}

/** Approve a request, and so redact the event. */
export interface ApproveRedaction {
  readonly command: 'approve';
  readonly redaction: string;
  /** The id of the principal that approves. */
  readonly principal: string;
  /** See `EntryRedacted`. */
  readonly digest: string;
}

/** Reject a request, or withdraw one's own. */
export interface RejectRedaction {
  readonly command: 'reject';
  readonly redaction: string;
  readonly reason?: string | undefined;
}

export type RedactionCommand = RequestRedaction | ApproveRedaction | RejectRedaction;

/** Requests, approvals and rejections: all of them in one stream. */
export const redactionDecider: Decider<RedactionState, RedactionCommand, RedactionEventTypes> = {
  initial: () => new Map(),
  evolve: evolveRedactions,
  decide: (state, command) => {
    switch (command.command) {
      case 'request':
        return state.has(command.request.redaction) ? [] : [{ type: 'RedactionRequested', data: command.request }];
      case 'approve':
        return approve(known(state, command.redaction), command);
      case 'reject':
        return reject(known(state, command.redaction), command);
    }
  },
};

function approve(request: KnownRedaction, { principal, digest }: ApproveRedaction): readonly RedactionEvent[] {
  const { requestedAt: _at, requestedBy, outcome, ...data } = request;
  if (outcome?.status === 'redacted') return [];
  if (outcome) throw refused('already-rejected', 'This request was rejected. Request the redaction again.');
  if (requestedBy === principal) {
    throw refused(
      'four-eyes',
      `"${principal}" requested this redaction, so another principal with the scope "admin" must approve it.`,
    );
  }
  return [{ type: 'EntryRedacted', data: { ...data, digest } }];
}

function reject({ outcome }: KnownRedaction, { redaction, reason }: RejectRedaction): readonly RedactionEvent[] {
  if (outcome?.status === 'rejected') return [];
  if (outcome) throw refused('already-redacted', "The event is redacted already, which can't be undone.");
  return [{ type: 'RedactionRejected', data: { redaction, ...(reason !== undefined && { reason }) } }];
}

function known(state: RedactionState, id: string): KnownRedaction {
  const request = state.get(id);
  if (!request) throw new NotFoundError('redaction', id);
  return request;
}

const refused = (code: string, message: string): CommandRejectedError =>
  new CommandRejectedError([{ pointer: '', code, message }]);
