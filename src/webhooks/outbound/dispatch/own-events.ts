import { randomBytes, randomUUID } from 'node:crypto';
import { type CloudEvent, sourceOf } from '../../../interchange/cloudevents/cloud-event.js';

/** What a test sends: it is about nothing in the ledger. */
export const WEBHOOK_TEST = 'claim-ledger.webhook.test.v1';
/** What a receiver has to return the challenge of. */
export const WEBHOOK_CHALLENGE = 'claim-ledger.webhook.challenge.v1';

/** The data of a test. */
export interface WebhookTest {
  /** That it is a test, in words. */
  readonly message: string;
}

/** The data of a challenge. */
export interface WebhookChallenge {
  /** What the receiver returns: as the body, or as `challenge` of a JSON object. */
  readonly challenge: string;
}

export type WebhookTestEvent = CloudEvent<WebhookTest>;
export type WebhookChallengeEvent = CloudEvent<WebhookChallenge>;

export const testEvent = (log: string, webhook: string, now: string): CloudEvent<WebhookTest> =>
  ownEvent(log, webhook, now, WEBHOOK_TEST, { message: 'This is a test of a webhook. Nothing was recorded.' });

export const challengeEvent = (log: string, webhook: string, now: string): CloudEvent<WebhookChallenge> =>
  ownEvent(log, webhook, now, WEBHOOK_CHALLENGE, { challenge: randomBytes(32).toString('base64url') });

const ownEvent = <Data>(log: string, webhook: string, now: string, type: string, data: Data): CloudEvent<Data> => ({
  specversion: '1.0',
  id: randomUUID(),
  source: sourceOf(log),
  type,
  subject: `webhook/${webhook}`,
  time: now,
  datacontenttype: 'application/json',
  recordedtime: now,
  sequence: now,
  data,
});
