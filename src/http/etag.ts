import type { FastifyReply, FastifyRequest } from 'fastify';
import { entityTag, matchesIfNoneMatch } from './preconditions.js';

interface TaggedBody {
  readonly body: string;
  readonly tag: string;
}

/** For cached views, which are returned repeatedly. */
const known = new WeakMap<object, TaggedBody>();

/**
 * Answers one resource as JSON, with an `ETag` from its revision, if any, and its body; or with 304 if the client has it
 * already. The body is serialized here once, for both the tag and the response. Returns what the handler returns; its
 * route is described as `tagged`.
 */
export function answerTagged({ headers }: FastifyRequest, reply: FastifyReply, view: object): string | undefined {
  const { body, tag } = taggedBody(view);
  void reply.header('ETag', tag);
  if (matchesIfNoneMatch(headers['if-none-match'], tag)) {
    void reply.status(304);
    return undefined;
  }
  void reply.type('application/json; charset=utf-8');
  return body;
}

function taggedBody(view: object): TaggedBody {
  const existing = known.get(view);
  if (existing) return existing;
  const body = JSON.stringify(view);
  const tagged = { body, tag: entityTag(revisionOf(view), body) };
  known.set(view, tagged);
  return tagged;
}

const revisionOf = (view: object): number | undefined =>
  'revision' in view && typeof view.revision === 'number' ? view.revision : undefined;
