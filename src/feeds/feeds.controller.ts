import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Produces, qualityOf } from '../http/accept.guard.js';
import { ApiRoute, ApiGroup } from '../http/openapi.decorators.js';
import { NotFoundError } from '../command-handling/errors.js';
import { isPosition } from '../event-log/position.js';
import { parsePublicPosition } from '../event-log/public-position.js';
import { answerTagged } from '../http/etag.js';
import { PositionCheck } from '../http/position-check.js';
import { refuse } from '../http/as-of.js';
import { chosenForm, JSON_TYPE, ListResponder, PART } from '../http/list-responder.js';
import { CSV_TYPE, csvForm } from '../http/text-form.js';
import { lastEventId, STREAM_TYPE, wantsStream } from '../http/live-streams.js';
import { addVary } from '../http/vary.js';
import { readQuery } from '../http/list-query.js';
import type { CloudEvent } from '../interchange/cloudevents/cloud-event.js';
import type { Feed } from './feed.js';
import { Feeds } from './feeds.js';
import { EventFeedQuery, splitFeedQuery, StatusFeedQuery } from './feed-query.js';
import type { StatusFilter } from './status-feed.js';
import { STATUS_TABLE } from './status-table.js';
import { LiveFeeds } from './live-feeds.js';

const BATCH = 'application/cloudevents-batch+json';

const CSV = csvForm(STATUS_TABLE);

const SENDS = ['Link', 'Feed-Cursor', 'Vary', 'Cache-Control', 'X-Accel-Buffering'] as const;
const FEED = { reads: ['Last-Event-ID'], sends: SENDS } as const;
const feedOf = (item: string) => ({ [BATCH]: `${item}[]`, [JSON_TYPE]: `${item}[]`, [STREAM_TYPE]: 'text' });

/**
 * Recorded events, and the status changes that follow from them, as CloudEvents: in pages, or live as server-sent
 * events.
 */
@Controller('v1')
@ApiGroup({
  tag: 'feeds',
  about: 'Events and status changes as CloudEvents, in pages or live as server-sent events.',
})
export class FeedsController {
  constructor(
    private readonly feeds: Feeds,
    private readonly live: LiveFeeds,
    private readonly positions: PositionCheck,
    private readonly lists: ListResponder,
  ) {}

  /** Every event of actors, documents, narratives and claims, in the order of the log. */
  @Get('events')
  @ApiRoute({
    ...FEED,
    summary: 'Feed of events, in the order of the log',
    query: EventFeedQuery,
    answer: feedOf('LedgerEvent'),
  })
  @Produces(BATCH, JSON_TYPE, STREAM_TYPE)
  events(@Query() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(this.feeds.events, splitFeedQuery(readQuery(EventFeedQuery, query)), request, reply);
  }

  @Get('events/:position')
  @ApiRoute({
    summary: 'Get one event by its position in the log',
    one: 'an event',
    description:
      'The position is the `sequence` of a CloudEvent or the `position` of an entry or a state, of 20 digits, or it is written as in the header `Ledger-Position`.',
    answer: 'LedgerEvent',
    tagged: true,
  })
  async event(
    @Param('position') text: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    if (!isPosition(text)) await this.positions.require(text, 'position');
    const event = this.feeds.events().at(parsePublicPosition(text)?.position ?? text);
    if (!event) throw new NotFoundError('event', text);
    return answerTagged(request, reply, event);
  }

  /** Every change of a claim's verification status, in the order in which they took effect. */
  @Get('changes')
  @ApiRoute({
    ...FEED,
    summary: 'Feed of changes of verification status',
    sends: [...SENDS, 'Content-Disposition'],
    query: StatusFeedQuery,
    answer: { ...feedOf('StatusChanged'), [CSV_TYPE]: 'text' },
  })
  @Produces(BATCH, JSON_TYPE, STREAM_TYPE, CSV_TYPE)
  async changes(@Query() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { format, ...asked } = readQuery(StatusFeedQuery, query);
    const { after, limit, filter } = splitFeedQuery(asked);
    if (!chosenForm(request, format, [CSV], [BATCH, JSON_TYPE, STREAM_TYPE])) {
      await this.answer(this.feeds.changes, { after, limit, filter }, request, reply);
      return;
    }
    if (asked.limit !== undefined) refuse('limit', 'not-for-csv', 'CSV has all changes, so it takes no limit.');
    const start = after === undefined ? undefined : this.feeds.changes().checked(after, 'after');
    if (start) await this.positions.require(start.position, 'after');
    addVary(reply, 'Accept');
    this.lists.send(request, reply, CSV, this.parts(start?.cursor, filter));
  }

  /** All changes after the cursor, up to the present. */
  private *parts(after: string | undefined, filter: StatusFilter): Generator<string> {
    yield CSV.head();
    for (let cursor = after; ;) {
      const page = this.feeds.changes().read(cursor, filter, PART);
      yield CSV.items(page.items.map(({ item }) => item));
      if (!page.more || page.cursor === undefined) return;
      ({ cursor } = page);
    }
  }

  private async answer<Event extends CloudEvent<unknown>, Filter>(
    feedNow: () => Feed<Event, Filter>,
    asked: { readonly after: string | undefined; readonly limit: number; readonly filter: Filter },
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const feed = feedNow();
    addVary(reply, 'Accept');
    const isLive = wantsStream(request.headers.accept, [BATCH, JSON_TYPE]);
    const seen = isLive ? lastEventId(request.headers) : undefined;
    const start =
      seen !== undefined
        ? feed.checked(seen, 'Last-Event-ID')
        : asked.after === undefined
          ? undefined
          : feed.checked(asked.after, 'after');
    if (start) await this.positions.require(start.position, seen === undefined ? 'after' : 'Last-Event-ID');
    if (isLive) this.live.follow(feedNow, start?.cursor, asked.filter, reply);
    else this.page(feedNow(), { ...asked, after: start?.cursor }, request, reply);
  }

  private page<Event, Filter>(
    feed: Feed<Event, Filter>,
    { after, limit, filter }: { after: string | undefined; limit: number; filter: Filter },
    { url, headers }: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const { items, cursor, more } = feed.read(after, filter, limit);
    if (cursor !== undefined) void reply.header('Feed-Cursor', cursor);
    if (more && cursor !== undefined) {
      const next = new URL(url, 'http://ledger');
      next.searchParams.set('after', cursor);
      void reply.header('Link', `<${next.pathname}${next.search}>; rel="next"`);
    }
    const type = qualityOf(headers.accept, BATCH) >= qualityOf(headers.accept, JSON_TYPE) ? BATCH : JSON_TYPE;
    void reply.header('Content-Type', `${type}; charset=utf-8`).send(JSON.stringify(items.map(({ item }) => item)));
  }
}
