import { Readable } from 'node:stream';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { KeyWatch } from '../access/key-watch.js';
import { accepts, qualityOf } from './accept.guard.js';
import { TooManyClientsError } from './errors.js';
import { Places } from './places.js';
import { callerOfRequest } from './requester.js';
import { dropSlowConsumer } from './streamed-responses.js';

export const STREAM_TYPE = 'text/event-stream';

export interface LiveSettings {
  /** The interval between heartbeats, in milliseconds. */
  readonly heartbeatMs: number;
  /** A client that takes longer than this many milliseconds to read a message is disconnected. */
  readonly drainMs: number;
  readonly maxClients: number;
}

/** Responses of server-sent events, of all routes together. */
@Injectable()
export class LiveStreams implements OnModuleDestroy {
  private readonly closing = new AbortController();
  private readonly places: Places;

  constructor(
    readonly settings: LiveSettings,
    private readonly keys: Pick<KeyWatch, 'watch'>,
  ) {
    this.places = new Places(settings.maxClients, (max, whose) => new TooManyClientsError(max, whose));
  }

  /** The number of clients that read one now. */
  get count(): number {
    return this.places.count;
  }

  onModuleDestroy(): void {
    this.closing.abort();
  }

  /**
   * Responds with these messages, until they end, either side disconnects, or the key of the request is revoked or
   * expires, which aborts the signal. Throws a `TooManyClientsError`.
   */
  send(reply: FastifyReply, messages: (signal: AbortSignal) => AsyncIterable<string>): void {
    const socket = reply.raw;
    if (socket.destroyed) return;
    const { request } = reply;
    const release = this.places.take(callerOfRequest(request), request.principal !== undefined);
    const gone = new AbortController();
    const unwatch = this.keys.watch(request.principal, () => {
      gone.abort();
    });
    socket.once('close', () => {
      release();
      unwatch();
      gone.abort();
    });
    const signal = AbortSignal.any([gone.signal, this.closing.signal]);
    const parts = untilAborted(messages(signal), signal);
    void reply
      .status(200)
      .header('Content-Type', `${STREAM_TYPE}; charset=utf-8`)
      .header('Cache-Control', 'no-store, no-transform')
      .header('X-Accel-Buffering', 'no')
      .send(Readable.from(dropSlowConsumer(parts, this.settings.drainMs, () => socket.destroy())));
  }
}

/** What was read before the abort is not sent after it. */
async function* untilAborted(messages: AsyncIterable<string>, signal: AbortSignal): AsyncGenerator<string> {
  for await (const message of messages) {
    if (signal.aborted) return;
    yield message;
  }
}

/**
 * Whether the response is to be a stream: only an explicit `Accept` gets one, unless it prefers another type. Clients that
 * accept anything expect a page.
 */
export const wantsStream = (accept: string | undefined, others: readonly string[]): boolean =>
  accept?.toLowerCase().includes(STREAM_TYPE) === true &&
  accepts(accept, STREAM_TYPE) &&
  others.every((type) => qualityOf(accept, STREAM_TYPE) >= qualityOf(accept, type));

/** A reconnecting client sends the same address, and the last id that it received. */
export function lastEventId(headers: Readonly<Record<string, unknown>>): string | undefined {
  const seen = headers['last-event-id'];
  return typeof seen === 'string' && seen !== '' ? seen : undefined;
}
