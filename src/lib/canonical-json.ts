import type { Json } from './json.js';

/**
 * RFC 8785: one spelling for each JSON value, so that equal values have equal digests.
 * Throws a TypeError for what is no JSON: undefined, functions, numbers that aren't finite, lone surrogates.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string' && !value.isWellFormed()) throw new TypeError('Text with a lone surrogate.');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('A number that is not finite.');
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
    return JSON.stringify(value);
  }
  let members = '';
  if (isList(value)) {
    for (const item of value) members += `${members && ','}${canonicalJson(item)}`;
    return `[${members}]`;
  }
  if (typeof value !== 'object') throw new TypeError(`A ${typeof value} is no JSON.`);
  for (const key of Object.keys(value).sort()) {
    members += `${members && ','}${canonicalJson(key)}:${canonicalJson(value[key] as Json)}`;
  }
  return `{${members}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
