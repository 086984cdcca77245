import { createHmac } from 'node:crypto';
import { isSame } from './verify.js';

/** The header in which GitHub, and senders that follow it, put their signature: `sha256=` and hexadecimal digits. */
export const GITHUB_SIGNATURE = 'x-hub-signature-256';

/**
 * Whether the header holds the HMAC-SHA256 of the bytes as they arrived under one of the secrets, compared in constant
 * time. GitHub signs no timestamp: a captured delivery stays valid, so its id must be remembered.
 */
export function verifyGithubSignature(header: unknown, body: Uint8Array, secrets: readonly string[]): boolean {
  const digits = typeof header === 'string' ? /^sha256=([0-9a-f]{64})$/i.exec(header)?.[1] : undefined;
  if (digits === undefined) return false;
  const received = Buffer.from(digits, 'hex');
  return secrets.some(
    (secret) => secret !== '' && isSame(received, createHmac('sha256', secret).update(body).digest()),
  );
}
