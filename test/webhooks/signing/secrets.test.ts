import {
  checkSecret,
  createSecret,
  InvalidSecretError,
  publicKeyOf,
  verificationKey,
} from '../../../src/webhooks/signing/secrets.js';
import { VECTOR } from './vectors.js';

describe('secrets', () => {
  it('are 32 random bytes, different each time', () => {
    const secrets = Array.from({ length: 20 }, () => createSecret('hmac'));
    expect(new Set(secrets).size).toBe(20);
    expect(Buffer.from(secrets[0]?.replace('whsec_', '') ?? '', 'base64')).toHaveLength(32);
    expect(checkSecret(secrets[0] ?? '')).toBe('hmac');
  });

  it('derive the public key of the vector from its private key', () => {
    expect(publicKeyOf(VECTOR.private)).toBe(VECTOR.public);
    expect(publicKeyOf(VECTOR.shared)).toBeUndefined();
  });

  it('generate private keys that can be used', () => {
    const key = createSecret('ed25519');
    expect(checkSecret(key)).toBe('ed25519');
    expect(verificationKey(publicKeyOf(key) ?? '').key.equals(verificationKey(key).key)).toBe(true);
  });

  const short = Buffer.alloc(23).toString('base64');
  const mixed = Buffer.concat([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]).toString('base64');
  it.each([
    ['another prefix', 'secret_AAAA', 'begins with whsec_'],
    ['nothing after the prefix', 'whsec_', 'base64'],
    ['something else than base64', 'whsec_not*base64*not*base64*not*base64', 'base64'],
    ['too few bytes', `whsec_${short}`, '24 to 64 bytes in base64, not 23'],
    ['half a private key', `whsk_${short}`, '64 bytes in base64, not 23'],
    ['a private key with the public half of another one', `whsk_${mixed}`, "don't belong together"],
    ['half a public key', `whpk_${short}`, '32 bytes in base64, not 23'],
  ])('are refused with %s, without being shown', (_what, secret, message) => {
    const attempt = () => verificationKey(secret);
    expect(attempt).toThrow(InvalidSecretError);
    expect(attempt).toThrow(message);
    const rest = secret.replace(/^wh[a-z]+_/, '');
    if (rest !== '') expect(attempt).not.toThrow(rest);
  });
});
