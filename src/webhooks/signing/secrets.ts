import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** A secret or key that can't be used. The message never contains it. */
export class InvalidSecretError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** `v1`: HMAC-SHA256 with a shared secret. `v1a`: ed25519, which receivers verify with a public key. */
export type SignatureVersion = 'v1' | 'v1a';

/** A key by which webhooks are signed, or verified. */
export interface WebhookKey {
  readonly version: SignatureVersion;
  readonly key: KeyObject;
}

const SHARED = 'whsec_';
const PRIVATE = 'whsk_';
const PUBLIC = 'whpk_';

/** Standard Webhooks require 24 to 64 bytes. */
const SECRET_BYTES = { min: 24, max: 64, generated: 32 };
const KEY_BYTES = 32;
/** What precedes the 32 bytes of an ed25519 key in DER (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** `hmac`: a shared secret, `whsec_…`. `ed25519`: a private key, `whsk_…`, whose public key receivers have. */
export const SECRET_KINDS = ['hmac', 'ed25519'] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

/** A new secret in the form of Standard Webhooks: base64 of 32 random bytes, or of an ed25519 seed and public key. */
export function createSecret(kind: SecretKind): string {
  if (kind === 'hmac') return SHARED + randomBytes(SECRET_BYTES.generated).toString('base64');
  const { privateKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.length);
  return PRIVATE + Buffer.concat([seed, publicBytes(privateKey)]).toString('base64');
}

/** The public key, `whpk_…`, of a private one; undefined for a shared secret. Throws an `InvalidSecretError`. */
export function publicKeyOf(secret: string): string | undefined {
  const { version, key } = signingKey(secret);
  return version === 'v1a' ? PUBLIC + publicBytes(key).toString('base64') : undefined;
}

/** The kind of a secret to sign with. Throws an `InvalidSecretError`, which says what is wrong with it. */
export const checkSecret = (secret: string): SecretKind => (signingKey(secret).version === 'v1' ? 'hmac' : 'ed25519');

/** The key to sign with, from `whsec_…` or `whsk_…`. Throws an `InvalidSecretError`. */
export function signingKey(text: string): WebhookKey {
  if (text.startsWith(SHARED)) return sharedKey(text);
  if (text.startsWith(PRIVATE)) return { version: 'v1a', key: privateKeyFrom(text) };
  throw new InvalidSecretError(`A signing secret begins with ${SHARED} or ${PRIVATE}.`);
}

/** The key to verify with, from `whsec_…`, `whpk_…` or `whsk_…`. Throws an `InvalidSecretError`. */
export function verificationKey(text: string): WebhookKey {
  if (text.startsWith(SHARED)) return sharedKey(text);
  if (text.startsWith(PUBLIC)) return { version: 'v1a', key: publicKeyFrom(bytesOf(text, PUBLIC)) };
  if (text.startsWith(PRIVATE)) return { version: 'v1a', key: createPublicKey(privateKeyFrom(text)) };
  throw new InvalidSecretError(`A secret to verify with begins with ${SHARED}, ${PUBLIC} or ${PRIVATE}.`);
}

function sharedKey(text: string): WebhookKey {
  const bytes = bytesOf(text, SHARED);
  if (bytes.length >= SECRET_BYTES.min && bytes.length <= SECRET_BYTES.max) {
    return { version: 'v1', key: createSecretKey(bytes) };
  }
  throw new InvalidSecretError(
    `A secret ${SHARED}… holds ${SECRET_BYTES.min} to ${SECRET_BYTES.max} bytes in base64, not ${bytes.length}.`,
  );
}

function privateKeyFrom(text: string): KeyObject {
  const bytes = bytesOf(text, PRIVATE);
  if (bytes.length !== 2 * KEY_BYTES) {
    throw new InvalidSecretError(`A key ${PRIVATE}… holds ${2 * KEY_BYTES} bytes in base64, not ${bytes.length}.`);
  }
  const seed = bytes.subarray(0, KEY_BYTES);
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  if (publicBytes(key).equals(bytes.subarray(KEY_BYTES))) return key;
  throw new InvalidSecretError(`The two halves of the key ${PRIVATE}… don't belong together.`);
}

function publicKeyFrom(bytes: Buffer): KeyObject {
  if (bytes.length !== KEY_BYTES) {
    throw new InvalidSecretError(`A key ${PUBLIC}… holds ${KEY_BYTES} bytes in base64, not ${bytes.length}.`);
  }
  return createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' });
}

const publicBytes = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);

/** Node ignores what isn't base64: so what it read must be what was written. */
function bytesOf(text: string, prefix: string): Buffer {
  const encoded = text.slice(prefix.length);
  const bytes = Buffer.from(encoded, 'base64');
  if (encoded !== '' && bytes.toString('base64').replace(/(?<!=)=+$/, '') === encoded.replace(/(?<!=)=+$/, ''))
    return bytes;
  throw new InvalidSecretError(`After ${prefix}, base64 is expected.`);
}
