import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key as its holder has it: `clk_<id>_<secret>`. */
export interface ApiKey {
  readonly id: string;
  readonly secret: string;
}

const FORM = /^clk_([0-9a-f]{12})_([\w-]{43})$/;

export const newApiKey = (): ApiKey => ({
  id: randomBytes(6).toString('hex'),
  secret: randomBytes(32).toString('base64url'),
});

export const formatApiKey = ({ id, secret }: ApiKey): string => `clk_${id}_${secret}`;

export function parseApiKey(text: string): ApiKey | undefined {
  const [, id, secret] = FORM.exec(text) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret } : undefined;
}

/** The token after `Bearer` in an `Authorization` header. */
export const bearerToken = (authorization = ''): string | undefined => /^Bearer +(\S+)$/i.exec(authorization)?.[1];

export const hashOf = (secret: string): string => hash('sha256', secret, 'hex');

/** Takes the same time wherever the two differ. */
export const matches = (secret: string, stored: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(stored));

/** Stands for the hash of an unknown key, so that looking up an unknown id takes as long as a known one. */
export const NO_HASH = hashOf(randomBytes(32).toString('hex'));
