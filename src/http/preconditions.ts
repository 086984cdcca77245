import { hash } from 'node:crypto';
import type { RevisionPrecondition } from '../command-handling/errors.js';
import { BadRequestError } from './problem.js';

/**
 * `"<revision>-<digest of the body>"`. Mandates, merges and passing dates change a body without a new revision, so
 * readers compare the whole tag; a writer only states which revision it saw. A resource without a revision is tagged by
 * its body alone.
 */
export function entityTag(revision: number | undefined, body: string): string {
  const digest = hash('sha256', body, 'base64url').slice(0, 22);
  return revision === undefined ? `"${digest}"` : `"${revision}-${digest}"`;
}

const TAG = String.raw`(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"`;
/** By RFC 9110, 5.6.1, items may be missing, and a comma within a tag separates nothing. */
const TAG_LIST = new RegExp(`^[ \\t,]*${TAG}(?:[ \\t]*,[ \\t,]*${TAG})*[ \\t,]*$`);
const EACH_TAG = new RegExp(TAG, 'g');

/**
 * Whether `If-None-Match` matches the current tag, so that the client has the body already (RFC 9110, weak comparison).
 */
export function matchesIfNoneMatch(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return (
    ifNoneMatch.trim() === '*' || tags(ifNoneMatch, 'If-None-Match').some((each) => each.replace(/^W\//, '') === tag)
  );
}

/** The revisions that a write accepts. Undefined: any. */
export function revisionPrecondition(
  ifMatch: string | undefined,
  ifNoneMatch: string | undefined,
): RevisionPrecondition | undefined {
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw new BadRequestError('Send If-Match or If-None-Match, not both.');
  }
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() === '*') return -1;
    throw new BadRequestError('For writes, If-None-Match must be "*": the target must not exist yet.');
  }
  if (ifMatch === undefined) return undefined;
  if (ifMatch.trim() === '*') return 'existing';
  // A weak tag never matches here, and a tag in another format matches nothing.
  return tags(ifMatch, 'If-Match').flatMap((tag) => {
    const [, revision] = /^"(\d{1,15})-[\w-]+"$/.exec(tag) ?? [];
    return revision === undefined ? [] : [Number(revision)];
  });
}

function tags(header: string, name: string): string[] {
  if (TAG_LIST.test(header)) return header.match(EACH_TAG) ?? [];
  throw new BadRequestError(`${name} must be a list of entity tags in double quotes, as in the header ETag.`);
}
