import { NotFoundError } from '../command-handling/errors.js';
import { LogUnavailableError } from '../event-log/event-log.js';
import { errorMessage } from '../lib/error-message.js';
import { UnsealError } from '../lib/secret-box.js';
import type { Reply, SentError } from './dispatcher-messages.js';

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Calls to another thread that wait for their replies. */
export class ThreadCalls {
  private readonly waiting = new Map<number, Waiting>();
  private made = 0;

  /** @param send sends the call with this number */
  call<Result>(send: (call: number) => void): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const call = (this.made += 1);
      this.waiting.set(call, { resolve: resolve as (result: unknown) => void, reject });
      send(call);
    });
  }

  settle(reply: Reply): void {
    const waiting = this.waiting.get(reply.call);
    this.waiting.delete(reply.call);
    if ('error' in reply) waiting?.reject(errorFrom(reply.error));
    else waiting?.resolve(reply.result);
  }

  /** No reply will come any more. */
  fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

/** The reply to a call: the result of the work, or its error. */
export async function replyTo(call: number, work: () => Promise<unknown>): Promise<Reply> {
  try {
    return { kind: 'reply', call, result: await work() };
  } catch (error) {
    return { kind: 'reply', call, error: sentError(error) };
  }
}

function sentError(error: unknown): SentError {
  const message = errorMessage(error);
  if (error instanceof NotFoundError) return { message, kind: 'not-found', noun: error.noun, id: error.id };
  if (error instanceof LogUnavailableError) {
    return { message, kind: 'log-unavailable', publicReason: error.publicReason };
  }
  if (error instanceof UnsealError) return { message, kind: 'unseal' };
  return { message, kind: 'other' };
}

function errorFrom({ kind, message, noun = '', id = '', publicReason }: SentError): Error {
  if (kind === 'not-found') return new NotFoundError(noun, id);
  if (kind === 'log-unavailable') return new LogUnavailableError(message, { publicReason });
  return kind === 'unseal' ? new UnsealError(message) : new Error(message);
}
