import type { DryRunResult } from '../../claims/queries/views.js';
import type { Problem } from '../../http/problem.js';
import type { WriteResult } from '../../http/write-response.js';
import { ApiError } from '../api/api.js';
import { problemIn } from '../browser/session.js';

/** It is unknown whether the command was recorded. Sent again with the same key, it is recorded at most once. */
export class LostAnswerError extends Error {
  override readonly name = 'LostAnswerError';
}

/** Where a command goes, and what. */
export interface Sending {
  readonly method: 'POST' | 'PUT';
  /** A path of the API. */
  readonly path: string;
  readonly body: unknown;
  /** The revision on which the command relies: it is rejected on any other. */
  readonly revision?: number | undefined;
}

/** A server that hasn't answered by then won't. */
const PATIENCE_MS = 30_000;

/**
 * Records. The same key again doesn't record again.
 *
 * @throws ApiError if it is rejected, LostAnswerError if that is unknown
 */
export async function sendCommand(sending: Sending, key: string): Promise<WriteResult> {
  const response = await answerTo(sending, sending.path, { 'idempotency-key': key }).catch((error: unknown) => {
    throw new LostAnswerError('The server gave no answer.', { cause: error });
  });
  if (response.ok) return (await response.json()) as WriteResult;
  const problem = await problemIn(response);
  throw isUnknown(problem) ? new LostAnswerError(problem.detail) : new ApiError(problem);
}

/**
 * What the command would record, and the states before and after. Records nothing.
 *
 * @throws ApiError if it would be rejected
 */
export async function tryCommand(sending: Sending, signal: AbortSignal): Promise<DryRunResult> {
  const response = await answerTo(sending, `${sending.path}?dryRun=true`, {}, signal);
  if (response.ok) return (await response.json()) as DryRunResult;
  throw new ApiError(await problemIn(response));
}

function answerTo(
  { method, body, revision }: Sending,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal = AbortSignal.timeout(PATIENCE_MS),
): Promise<Response> {
  return fetch(path, {
    method,
    signal,
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(revision !== undefined && { 'if-match': `"${revision}-seen"` }),
      ...headers,
    },
  });
}

/** A fault of the server, or of a proxy before it, that leaves open what was recorded. */
const isUnknown = ({ status, type }: Problem): boolean =>
  status >= 500 && (status !== 503 || type.endsWith(':outcome-unknown') || !type.startsWith('urn:'));
