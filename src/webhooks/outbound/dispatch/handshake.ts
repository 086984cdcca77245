import { parseJsonOrUndefined } from '../../../lib/parse-json.js';
import type { Attempt, AttemptOutcome } from '../../delivery/delivery-client.js';
import type { Handshake } from '../subscriptions/subscription.events.js';

/** Whether the receiver agreed; `unknown` if another request has to find out. */
export type Agreement =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The request of CloudEvents' handshake: whether this sender may send. */
export const optionsRequest = (url: string, origin: string): Attempt => ({
  url,
  method: 'OPTIONS',
  headers: { 'webhook-request-origin': origin },
});

/** Whether the receiver allows this sender, or returned the challenge. Other errors may pass, and another request finds out. */
export function agreementIn(
  handshake: Handshake,
  outcome: AttemptOutcome,
  expected: { readonly origin: string; readonly challenge: string },
): Agreement {
  if (outcome.kind === 'failed') return { kind: 'unknown', reason: outcome.message };
  const { status, headers, body } = outcome;
  if (status >= 500 || status === 429 || status === 408) {
    return { kind: 'unknown', reason: `The receiver answered ${status}.` };
  }
  if (status < 200 || status > 299) return { kind: 'failed', reason: `The receiver answered ${status}.` };
  if (handshake === 'challenge') {
    if (returned(body) === expected.challenge) return { kind: 'passed' };
    return { kind: 'failed', reason: 'The receiver did not return the challenge.' };
  }
  const allowed = headers['webhook-allowed-origin'];
  if (allowed === '*' || allowed?.toLowerCase() === expected.origin.toLowerCase()) return { kind: 'passed' };
  const reason =
    allowed === undefined
      ? 'The answer to OPTIONS has no WebHook-Allowed-Origin.'
      : `The receiver allows ${JSON.stringify(allowed)}, not ${JSON.stringify(expected.origin)}.`;
  return { kind: 'failed', reason };
}

/** The challenge in an answer: the whole body, or a member of a JSON object. */
function returned(body: string): unknown {
  const parsed = parseJsonOrUndefined(body);
  if (typeof parsed === 'object' && parsed !== null && 'challenge' in parsed) return parsed.challenge;
  return typeof parsed === 'string' ? parsed : body.trim();
}
