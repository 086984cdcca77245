import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import { ChangeSignal } from '../lib/change-signal.js';
import type { LiveStreams } from '../http/live-streams.js';
import { formatHeartbeat, formatMessage, formatOpening } from '../http/sse.js';
import type { CloudEvent } from '../interchange/cloudevents/cloud-event.js';
import type { Feed } from './feed.js';

/** The maximum number of messages in one read of a feed. */
const PAGE_SIZE = 100;

/**
 * Clients that follow a feed. They pull: each reads its next page after it has taken the one before, and is only
 * notified that there may be more. So a slow client costs the memory of one page, whatever is recorded meanwhile.
 */
@Injectable()
export class LiveFeeds implements OnModuleDestroy {
  private readonly changed = new ChangeSignal();
  private readonly stopListening: () => void;

  constructor(
    current: Pick<CurrentReadModel, 'onChange'>,
    private readonly streams: LiveStreams,
  ) {
    this.stopListening = current.onChange(() => {
      this.changed.notify();
    });
  }

  onModuleDestroy(): void {
    this.stopListening();
  }

  /**
   * Responds with the feed as server-sent events, from after this cursor on, until either side disconnects. Throws a
   * `TooManyClientsError`.
   *
   * @param feed returns the feed of the active read model, which may be another one at each call
   */
  follow<Event extends CloudEvent<unknown>, Filter>(
    feed: () => Feed<Event, Filter>,
    after: string | undefined,
    filter: Filter,
    reply: FastifyReply,
  ): void {
    this.streams.send(reply, (signal) => this.messages(feed, after, filter, signal));
  }

  private async *messages<Event extends CloudEvent<unknown>, Filter>(
    feed: () => Feed<Event, Filter>,
    after: string | undefined,
    filter: Filter,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    const { heartbeatMs } = this.streams.settings;
    let cursor = after ?? feed().head();
    yield formatOpening(cursor);
    let spoke = performance.now();
    while (!signal.aborted) {
      const seen = this.changed.count;
      const page = feed().read(cursor, filter, PAGE_SIZE);
      for (const { item, cursor } of page.items) yield formatMessage({ id: cursor, event: item.type, data: item });
      cursor = page.cursor;
      if (page.items.length > 0) spoke = performance.now();
      const quiet = performance.now() - spoke;
      if (quiet >= heartbeatMs) {
        yield formatHeartbeat(cursor);
        spoke = performance.now();
      }
      if (page.more) await nextTurn();
      else await this.changed.next(seen, signal, this.patience(feed, spoke));
    }
  }

  /** The maximum wait for something to be recorded: until a date passes or a heartbeat is due. */
  private patience(feed: () => Feed<unknown, never>, spoke: number): number {
    const heartbeat = spoke + this.streams.settings.heartbeatMs - performance.now();
    const next = feed().nextAt();
    return Math.max(1, next === undefined ? heartbeat : Math.min(heartbeat, next - Date.now()));
  }
}
