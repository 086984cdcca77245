import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';

/** An encrypted text, and the key that it needs. */
export interface SealedText {
  /** The first 12 hex digits of the SHA-256 of the key. */
  readonly key: string;
  /** Nonce, tag and ciphertext, in base64. */
  readonly box: string;
}

/** The text was sealed with a key that isn't there, for another purpose, or was altered. */
export class UnsealError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Whether the text is a key: 32 bytes in base64. */
export const isSecretKey = (text: string): boolean =>
  /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').length === KEY_BYTES;

/** Encrypts with AES-256-GCM. The first key seals; every key opens what it sealed. */
export class SecretBox {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: readonly [id: string, key: Buffer];

  /** @param keys 32 bytes each, in base64, at least one */
  constructor(keys: readonly string[]) {
    const entries = keys.map((text) => {
      const key = Buffer.from(text, 'base64');
      return [hash('sha256', key, 'hex').slice(0, 12), key] as const;
    });
    const [first] = entries;
    if (!first) throw new RangeError('A secret box needs a key.');
    this.current = first;
    this.keys = new Map(entries);
  }

  /** @param purpose what the text is for: it can be opened for this purpose only */
  seal(text: string, purpose: string): SealedText {
    const [id, key] = this.current;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(purpose));
    const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return { key: id, box: Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64') };
  }

  /** Throws an `UnsealError`. */
  open({ key: id, box }: SealedText, purpose: string): string {
    const key = this.keys.get(id);
    if (!key)
      throw new UnsealError(
        `This was encrypted with the key ${id}, which CLAIM_LEDGER_SECRETS_KEY lacks. Add that key after the first one, and start the server again.`,
      );
    const bytes = Buffer.from(box, 'base64');
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      throw new UnsealError('What was encrypted was altered, or is for another purpose.');
    }
  }

  /** Whether the text was sealed with the key that seals now. */
  isCurrent({ key }: SealedText): boolean {
    return key === this.current[0];
  }
}
