import { randomBytes } from 'node:crypto';
import { CommandRejectedError } from '../../../command-handling/errors.js';
import { createSecret, InvalidSecretError, verificationKey } from '../../signing/secrets.js';
import type { Verification } from '../door/door.js';

const RANDOM_BYTES = 32;
/** A shorter one could be guessed. */
const MIN_LENGTH = 16;

/** A new secret for a sender: `whsec_…` for Standard Webhooks, otherwise 43 characters that need no escaping anywhere. */
export const createSenderSecret = (verification: Verification): string =>
  verification === 'standard-webhooks' ? createSecret('hmac') : randomBytes(RANDOM_BYTES).toString('base64url');

/** Throws a `CommandRejectedError` unless the secret that a sender has made can be verified with. It never shows it. */
export function requireSenderSecret(verification: Verification, secret: string): void {
  const problem = problemOf(verification, secret);
  if (problem !== undefined) {
    throw new CommandRejectedError([{ pointer: '/secret', code: 'unusable-secret', message: `secret: ${problem}` }]);
  }
}

function problemOf(verification: Verification, secret: string): string | undefined {
  if (verification === 'standard-webhooks') return keyProblem(secret);
  if (secret.length < MIN_LENGTH) return `It must have at least ${MIN_LENGTH} characters, not ${secret.length}.`;
  if (verification === 'bearer' && !/^[!-~]+$/.test(secret)) {
    return 'It is sent in a header: only characters of ASCII without spaces are possible.';
  }
  return undefined;
}

function keyProblem(secret: string): string | undefined {
  if (secret.startsWith('whsk_')) {
    return 'A private key, whsk_…, stays with the sender. Give its public key, whpk_….';
  }
  try {
    verificationKey(secret);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidSecretError) return error.message;
    throw error;
  }
}
