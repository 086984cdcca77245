import { hash } from 'node:crypto';
import type { Json } from './json.js';
import { canonicalJson } from './canonical-json.js';

/** SHA-256 of the canonical JSON, in lower-case hex. */
export const digestOf = (value: Json): string => hash('sha256', canonicalJson(value), 'hex');

/** A UUID (version 8, RFC 9562) made of a digest: the same digest and name give the same UUID for ever. */
export function uuidFrom(digest: string, name: string | number): string {
  const hex = hash('sha256', `${digest}/${name}`, 'hex');
  const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) & 3);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
