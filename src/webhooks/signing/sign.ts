import { createHmac, type KeyObject, sign as signWith } from 'node:crypto';
import { signingKey, type WebhookKey } from './secrets.js';

/** The names of the headers that Standard Webhooks define. */
export const WEBHOOK_ID = 'webhook-id';
export const WEBHOOK_TIMESTAMP = 'webhook-timestamp';
export const WEBHOOK_SIGNATURE = 'webhook-signature';

export interface SigningInput {
  /** The same for each attempt of a delivery. It contains no dot. */
  readonly id: string;
  /** When this attempt was sent, in whole seconds since 1970. */
  readonly timestamp: number;
  /** Exactly what is sent. */
  readonly body: Uint8Array | string;
  /** Every secret that is live: `whsec_…` or `whsk_…`. */
  readonly secrets: readonly string[];
}

/**
 * The headers of a signed webhook: id, timestamp, and a signature for each secret (`whsec_…`: `v1`, `whsk_…`: `v1a`),
 * separated by spaces, by Standard Webhooks 1.0. Throws an `InvalidSecretError` for a secret that can't be used, and a
 * `RangeError` for an id with a dot, a timestamp that isn't whole seconds, or no secret.
 */
export function signedHeaders({ id, timestamp, body, secrets }: SigningInput): Record<string, string> {
  if (!isWebhookId(id)) throw new RangeError(`${WEBHOOK_ID} must be a text without dots and spaces.`);
  if (!Number.isSafeInteger(timestamp) || timestamp < 0) {
    throw new RangeError(`${WEBHOOK_TIMESTAMP} must be whole seconds since 1970.`);
  }
  if (secrets.length === 0) throw new RangeError('A webhook is signed with one secret at least.');
  const bytes = signedBytes(id, String(timestamp), typeof body === 'string' ? Buffer.from(body) : body);
  const signatures = secrets.map((secret) => signature(bytes, signingKey(secret)));
  return {
    [WEBHOOK_ID]: id,
    [WEBHOOK_TIMESTAMP]: String(timestamp),
    [WEBHOOK_SIGNATURE]: signatures.join(' '),
  };
}

/** Whether an id can be signed: with a dot in it, the parts of what is signed could be divided differently. */
export const isWebhookId = (id: string): boolean => /^[^.\s]+$/.test(id);

/** What is signed: id, timestamp and body, with dots in between. */
export const signedBytes = (id: string, timestamp: string, body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);

export const hmacSha256 = (bytes: Uint8Array, key: KeyObject): Buffer =>
  createHmac('sha256', key).update(bytes).digest();

function signature(bytes: Buffer, { version, key }: WebhookKey): string {
  const signed = version === 'v1' ? hmacSha256(bytes, key) : signWith(null, bytes, key);
  return `${version},${signed.toString('base64')}`;
}
