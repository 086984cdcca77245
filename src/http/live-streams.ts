import { Readable } from 'node:stream';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../access/access.service.js';
import { accepts, qualityOf } from './accept.guard.js';
import { TooManyClientsError } from './errors.js';
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
  private clients = 0;

  /** @param isActive whether the key of a principal is still valid */
  constructor(
    readonly settings: LiveSettings,
    private readonly isActive: (principal: Principal) => Promise<boolean>,
  ) {}

  /** The number of clients that read one now. */
  get count(): number {
    return this.clients;
  }

  onModuleDestroy(): void {
    this.closing.abort();
  }

  /**
   * Responds with these messages, until they end or either side disconnects, which aborts the signal. Throws a
   * `TooManyClientsError`.
   */
  send(reply: FastifyReply, messages: (signal: AbortSignal) => AsyncIterable<string>): void {
    if (this.clients >= this.settings.maxClients) throw new TooManyClientsError(this.settings.maxClients);
    const socket = reply.raw;
    if (socket.destroyed) return;
    const gone = new AbortController();
    this.clients += 1;
    socket.once('close', () => {
      this.clients -= 1;
      gone.abort();
    });
    const parts = this.whileActive(
      reply.request.principal,
      messages(AbortSignal.any([gone.signal, this.closing.signal])),
    );
    void reply
      .status(200)
      .header('Content-Type', `${STREAM_TYPE}; charset=utf-8`)
      .header('Cache-Control', 'no-store, no-transform')
      .header('X-Accel-Buffering', 'no')
      .send(Readable.from(dropSlowConsumer(parts, this.settings.drainMs, () => socket.destroy())));
  }

  /** The messages until the key of the stream's reader is revoked or expires. */
  private async *whileActive(
    principal: Principal | undefined,
    messages: AsyncIterable<string>,
  ): AsyncGenerator<string> {
    let checked = performance.now();
    for await (const message of messages) {
      if (principal && performance.now() - checked >= RECHECK_MS) {
        if (!(await this.isActive(principal))) return;
        checked = performance.now();
      }
      yield message;
    }
  }
}

/** How long a key that was valid counts as valid for an open stream, in milliseconds. */
const RECHECK_MS = 1_000;

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
