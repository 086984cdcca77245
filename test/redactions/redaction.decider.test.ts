import { NotFoundError } from '../../src/command-handling/errors.js';
import { redactionDecider } from '../../src/redactions/redaction.decider.js';
import type { RedactionEvent, RedactionRequested } from '../../src/redactions/redaction.events.js';
import { given } from '../support/given-when-then.js';

const request: RedactionRequested = {
  redaction: 'r1',
  target: { stream: 'claim-talks', revision: 3, event: 'e', type: 'ClaimDenied' },
  fields: ['/quote/text'],
  reason: 'Order 12 O 345/24',
  authority: 'Landgericht Hamburg',
};
const requested: RedactionEvent = { type: 'RedactionRequested', data: request };
const rejected: RedactionEvent = { type: 'RedactionRejected', data: { redaction: 'r1' } };
const redacted: RedactionEvent = { type: 'EntryRedacted', data: { ...request, digest: 'd' } };

const requesting = { command: 'request', request } as const;
/** The events of `given` are recorded by "somebody". */
const approving = (principal: string, redaction = 'r1') =>
  ({ command: 'approve', redaction, principal, digest: 'd' }) as const;
const rejecting = (reason?: string) => ({ command: 'reject', redaction: 'r1', reason }) as const;

describe('redactionDecider', () => {
  it('records a request once', () => {
    given(redactionDecider, []).when(requesting).then([requested]);
    given(redactionDecider, [requested]).when(requesting).thenNothing();
  });

  it('redacts when another principal approves', () => {
    given(redactionDecider, [requested]).when(approving('another')).then([redacted]);
  });

  it('rejects an approval by the principal that requested it', () => {
    given(redactionDecider, [requested])
      .when(approving('somebody'))
      .thenRejects([{ pointer: '', code: 'four-eyes' }]);
  });

  it('redacts once', () => {
    given(redactionDecider, [requested, redacted]).when(approving('another')).thenNothing();
    given(redactionDecider, [requested, redacted]).when(approving('somebody')).thenNothing();
  });

  it('approves nothing that was rejected, or never requested', () => {
    given(redactionDecider, [requested, rejected])
      .when(approving('another'))
      .thenRejects([{ pointer: '', code: 'already-rejected' }]);
    given(redactionDecider, [requested]).when(approving('another', 'r2')).thenThrows(NotFoundError);
  });

  it('rejects a request once, by whichever principal, with or without a reason', () => {
    const because: RedactionEvent = { type: 'RedactionRejected', data: { redaction: 'r1', reason: 'Not ordered.' } };
    given(redactionDecider, [requested]).when(rejecting()).then([rejected]);
    given(redactionDecider, [requested]).when(rejecting('Not ordered.')).then([because]);
    given(redactionDecider, [requested, rejected]).when(rejecting()).thenNothing();
  });

  it('rejects nothing that was redacted, or never requested', () => {
    given(redactionDecider, [requested, redacted])
      .when(rejecting())
      .thenRejects([{ pointer: '', code: 'already-redacted' }]);
    given(redactionDecider, []).when(rejecting()).thenThrows(NotFoundError);
  });
});
