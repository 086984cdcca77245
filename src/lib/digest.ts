import type { Json } from './json.js';
import { hash } from 'node:crypto';

/**
 * The canonical form of a JSON value by RFC 8785, so that equal values have equal digests.
 * Throws a TypeError for values that aren't JSON: undefined, functions, non-finite numbers, lone surrogates.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string' && !value.isWellFormed())
    throw new TypeError('Canonical JSON allows no lone surrogates.');
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError('Canonical JSON allows no number that is not finite.');
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
    return JSON.stringify(value);
  }
  let members = '';
  if (isList(value)) {
    for (const item of value) members += `${members && ','}${canonicalJson(item)}`;
    return `[${members}]`;
  }
  if (typeof value !== 'object') throw new TypeError(`Canonical JSON allows no ${typeof value}.`);
  for (const key of Object.keys(value).sort()) {
    members += `${members && ','}${canonicalJson(key)}:${canonicalJson(value[key] as Json)}`;
  }
  return `{${members}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** SHA-256 of the canonical JSON, in lower-case hex. */
export const digestOf = (value: Json): string => hash('sha256', canonicalJson(value), 'hex');

/** A UUID (version 8, RFC 9562) derived from a digest: the same digest and name always give the same UUID. */
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
