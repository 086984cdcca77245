import type { Schema } from './schema.js';

/** What webhooks of the format `cloudevents` are sent: the name, the type of its body, and what it is. */
const SENT = [
  ['event', 'LedgerEvent', 'An event of the log'],
  ['statusChanged', 'StatusChanged', "A change of a claim's verification status"],
  ['test', 'WebhookTestEvent', 'A test'],
  ['challenge', 'WebhookChallengeEvent', 'A challenge, which the receiver returns to agree'],
] as const;

const header = (name: string, description: string): Schema => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});

const HEADERS = [
  header('webhook-id', 'The id of the event. The same for every attempt.'),
  header('webhook-timestamp', 'When this attempt was made, in seconds since 1970.'),
  header('webhook-signature', 'Signatures by Standard Webhooks 1.0, separated by spaces.'),
];

/** The section `webhooks` of the document: requests that the ledger makes. */
export const webhookOperations = (): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    SENT.map(([name, type, summary]) => [
      name,
      {
        post: {
          operationId: `webhook${name.charAt(0).toUpperCase()}${name.slice(1)}`,
          summary,
          tags: ['webhooks'],
          parameters: HEADERS,
          requestBody: {
            required: true,
            content: { 'application/cloudevents+json': { schema: { $ref: `#/components/schemas/${type}` } } },
          },
          responses: { '2XX': { description: 'The receiver has it. Anything else is tried again.' } },
          security: [],
        },
      },
    ]),
  );
