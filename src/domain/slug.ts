import { hash } from 'node:crypto';
import slugify from '@sindresorhus/slugify';
import { MAX_ID } from './ids.js';

const HASH_LENGTH = 8;

/** An id that a reader recognises; with a hash of the text if the text is too long, or has no letter or digit. */
export function idFrom(text: string): string {
  const slug = slugOf(text);
  return slug !== '' && slug.length <= MAX_ID ? slug : uniqueIdFrom(text);
}

/** An id that no other text has: the beginning of the text, and a hash. */
export function uniqueIdFrom(text: string, distinguishedBy = text): string {
  const start = slugOf(text)
    .slice(0, MAX_ID - HASH_LENGTH - 1)
    .replace(/-$/, '');
  const digest = hash('sha256', distinguishedBy, 'hex').slice(0, HASH_LENGTH);
  return start === '' ? digest : `${start}-${digest}`;
}

/** In a–z, 0–9 and hyphens; other scripts are transliterated where that is known. */
export const slugOf = (text: string): string => slugify(text, { decamelize: false });
