import { randomUUID } from 'node:crypto';
import type { RedactionRequestView } from '../../erasure/redaction.views.js';
import type { Mention } from '../../erasure/search/mention.views.js';
import type { WriteResult } from '../../http/write-response.js';
import { parseJsonOrUndefined } from '../../lib/parse-json.js';
import { ApiProblemError, UsageError } from '../errors.js';
import type { ApiClient } from '../ledger/api-client.js';

/** A line of what `redactions find --json` prints, as far as requests need it. */
type Found = Pick<Mention, 'event' | 'stream' | 'revision' | 'request'>;

/** What became of one request. */
export type Requested = { readonly of: string } & (
  { readonly answer: WriteResult } | { readonly waiting: string } | { readonly problem: ApiProblemError }
);

/** The events of a file that can be redacted. Throws a `UsageError` for a line that `redactions find` doesn't print. */
export function foundIn(text: string, file: string): readonly Found[] {
  const lines = text.split('\n').map((line, index) => ({ line: line.trim(), number: index + 1 }));
  return lines.flatMap(({ line, number }) => {
    if (line === '') return [];
    const found = parseJsonOrUndefined(line);
    if (!isFound(found)) {
      throw new UsageError(`${file}, line ${number}: this isn't what "redactions find --json" prints.`);
    }
    return found.request === undefined ? [] : [found];
  });
}

function isFound(value: unknown): value is Found {
  if (typeof value !== 'object' || value === null) return false;
  const { event, stream, revision, request } = value as Readonly<Record<string, unknown>>;
  const isRequest = request === undefined || (typeof request === 'object' && request !== null && 'fields' in request);
  return typeof event === 'string' && typeof stream === 'string' && typeof revision === 'number' && isRequest;
}

/**
 * Requests one redaction after the other. What waits for approval already isn't requested again, so this can be repeated
 * after an interruption.
 */
export async function* requestAll(
  client: ApiClient,
  found: readonly Found[],
  why: { readonly reason: string; readonly authority: string },
): AsyncGenerator<Requested> {
  const { items } = await client.get<{ items: readonly RedactionRequestView[] }>('/v1/redactions', {
    status: 'requested',
  });
  for (const { event, stream, revision, request } of found) {
    const of = `${stream} ${revision}`;
    const fields = request?.fields ?? [];
    const waiting = items.find(
      ({ target, fields: all }) => target.event === event && fields.every((field) => all.includes(field)),
    );
    if (waiting) {
      yield { of, waiting: waiting.id };
      continue;
    }
    try {
      const body = { ...request, ...why };
      yield { of, answer: await client.post<WriteResult>('/v1/redactions', body, randomUUID()) };
    } catch (error) {
      if (!(error instanceof ApiProblemError)) throw error;
      yield { of, problem: error };
    }
  }
}
