import { setTimeout as pause } from 'node:timers/promises';
import { ApiProblemError, CliError, EXIT, UnreachableError } from '../errors.js';
import type { ApiClient } from '../ledger/api-client.js';
import { systemCode } from '../system-errors.js';

const ATTEMPTS = 3;
const PAUSE_MS = 500;

/** A request whose answer was lost; it may have been executed. */
export class UnknownOutcomeError extends CliError {
  readonly exitCode = EXIT.unreachable;
  readonly kind = ['outcome-unknown', 'Outcome unknown'] as const;
}

/**
 * Sends a command that is executed at most once, however often it is sent: the key stays the same when the answer was
 * lost. Throws an `UnknownOutcomeError` with the advice if no attempt got an answer.
 */
export async function sendOnce<Answer>(
  client: ApiClient,
  path: string,
  body: object,
  { key, advice }: { readonly key: string; readonly advice: string },
): Promise<Answer> {
  let mayBeExecuted = false;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await client.post<Answer>(path, body, key);
    } catch (error) {
      mayBeExecuted ||= isOutcomeUnknown(error);
      if (!mayBeExecuted || !isWithoutAnswer(error)) throw error;
      if (attempt === ATTEMPTS) throw new UnknownOutcomeError(`${error.message} ${advice}`, { cause: error });
      await pause(PAUSE_MS * attempt, undefined, { signal: client.signal });
    }
  }
}

const isWithoutAnswer = (error: unknown): error is ApiProblemError | UnreachableError =>
  error instanceof ApiProblemError
    ? error.problem.type.endsWith(':outcome-unknown')
    : error instanceof UnreachableError && error.cause !== undefined;

/** A connection that was refused carried nothing. */
const isOutcomeUnknown = (error: unknown): boolean =>
  isWithoutAnswer(error) && systemCode(error.cause) !== 'ECONNREFUSED';
