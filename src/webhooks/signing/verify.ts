import { timingSafeEqual, verify as verifyWith } from 'node:crypto';
import { verificationKey, type WebhookKey } from './secrets.js';
import { hmacSha256, isWebhookId, signedBytes, WEBHOOK_ID, WEBHOOK_SIGNATURE, WEBHOOK_TIMESTAMP } from './sign.js';

/** Headers as Node has them: names in lower case. */
export type ReceivedHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Why a webhook isn't accepted. */
export type SignatureFault = 'missing-header' | 'invalid-id' | 'invalid-timestamp' | 'too-old' | 'too-new' | 'no-match';

export type VerifiedWebhook =
  | { readonly isValid: true; readonly id: string; readonly timestamp: number }
  | { readonly isValid: false; readonly fault: SignatureFault };

/** Older or newer webhooks may be copies of captured ones. */
export const TOLERANCE_SECONDS = 300;
/** A sender that rotates its secrets sends a few signatures. */
const MAX_SIGNATURES = 20;
/** Each ed25519 signature of a large body costs a millisecond for each key, and anybody may send some that don't match. */
const MAX_ED25519 = 10;

/**
 * Verifies a webhook by Standard Webhooks 1.0, over the bytes as they arrived. One signature that matches one of the
 * keys is enough. Secrets are compared in constant time.
 *
 * @param keys `whsec_…` for `v1`; `whpk_…` or `whsk_…` for `v1a`. Throws an `InvalidSecretError` for anything else.
 * @param now milliseconds since 1970. Throws a `RangeError` if it isn't finite.
 */
export function verifyWebhook(
  headers: ReceivedHeaders,
  body: Uint8Array,
  keys: readonly string[],
  now: number,
): VerifiedWebhook {
  if (!Number.isFinite(now)) throw new RangeError('The time must be a finite number of milliseconds since 1970.');
  const usable = keys.map(verificationKey);
  const id = headers[WEBHOOK_ID];
  const seconds = headers[WEBHOOK_TIMESTAMP];
  const signatures = headers[WEBHOOK_SIGNATURE];
  if (!isText(id) || !isText(seconds) || !isText(signatures)) return { isValid: false, fault: 'missing-header' };
  if (!isWebhookId(id)) return { isValid: false, fault: 'invalid-id' };
  if (!/^\d{1,12}$/.test(seconds)) return { isValid: false, fault: 'invalid-timestamp' };
  const timestamp = Number(seconds);
  const age = Math.floor(now / 1_000) - timestamp;
  if (age > TOLERANCE_SECONDS) return { isValid: false, fault: 'too-old' };
  if (age < -TOLERANCE_SECONDS) return { isValid: false, fault: 'too-new' };
  const bytes = signedBytes(id, seconds, body);
  return matches(bytes, signatures, usable) ? { isValid: true, id, timestamp } : { isValid: false, fault: 'no-match' };
}

const isText = (header: ReceivedHeaders[string]): header is string => typeof header === 'string' && header !== '';

function matches(bytes: Buffer, signatures: string, keys: readonly WebhookKey[]): boolean {
  const received = signatures.split(' ', MAX_SIGNATURES).map((each) => each.split(',', 2));
  let left = MAX_ED25519;
  return keys.some(({ version, key }) => {
    const candidates = received.flatMap(([name, text = '']) => (name === version ? [Buffer.from(text, 'base64')] : []));
    if (candidates.length === 0) return false;
    if (version === 'v1a') {
      return candidates.some((candidate) => left-- > 0 && verifyWith(null, bytes, key, candidate));
    }
    const expected = hmacSha256(bytes, key);
    return candidates.some((candidate) => isSame(candidate, expected));
  });
}

/** Compares in a time that depends on the lengths only. */
export const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
