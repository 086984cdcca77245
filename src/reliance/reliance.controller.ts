import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ActorQueries } from '../actors/actors.queries.js';
import { withInstants } from '../claims/claim-query.dto.js';
import { NotFoundError } from '../command-handling/errors.js';
import { Produces } from '../http/accept.guard.js';
import { AsOfQuery, cutIn, momentOf } from '../http/as-of.js';
import type { CsvTable } from '../http/csv-table.js';
import { JSON_TYPE, listAnswer, ListResponder } from '../http/list-responder.js';
import { CSV_TYPE } from '../http/text-form.js';
import { type ListQuery, readQuery, splitQuery } from '../http/list-query.js';
import { ApiGroup, ApiRoute } from '../http/openapi.decorators.js';
import { type Requester, requesterOf } from '../http/requester.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { decodeCursor, listName, page, type PageRequest } from '../read-model/pagination.js';
import { Analyses, type Result } from './analyses.js';
import { ReachListQuery, RelianceEntryQuery, RelianceQuery, RestingClaimQuery, RingQuery } from './reliance.dto.js';
import {
  RELIANCE_ENTRY_TABLE,
  RELIANCE_TABLE,
  REACH_TABLE,
  RESTING_CLAIM_TABLE,
  RING_TABLE,
} from './reliance-tables.js';
import type { Scope } from './claim-scope.js';
import type { ActorReachView, CountedPage } from './reliance.views.js';

const LIST = { sends: ['Link', 'Content-Disposition'], problems: [503] } as const;

@Controller('v1')
@ApiGroup({
  tag: 'reliance',
  about:
    'Who relies on whom, over all claims: computed from the entries that are not voided, by a thread of its own, when it is first requested.',
})
export class RelianceController {
  constructor(
    private readonly analyses: Analyses,
    private readonly current: CurrentReadModel,
    private readonly lists: ListResponder,
  ) {}

  @Get('reliances')
  @ApiRoute({
    ...LIST,
    summary: 'List who carries whom: pairs of actors of which one relies on the other',
    description:
      'An actor relies on another if it cites it, its entry or its document; if it interprets one of these; or if the act of the other can be read in its document. Joined actors are one, and voided entries do not count. The first 10,000 pairs are listed; `total` counts all.',
    query: RelianceQuery,
    answer: listAnswer('RelianceViewCountedPage'),
  })
  @Produces(JSON_TYPE, CSV_TYPE)
  reliances(@Query() query: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.list(
      RelianceQuery,
      query,
      request,
      reply,
      RELIANCE_TABLE,
      ({ sort = 'entries', ...filter }, at, requester) =>
        this.analyses.answer({ of: 'pairs', ...withScope(filter), sort }, at, requester),
    );
  }

  @Get('reliance-entries')
  @ApiRoute({
    ...LIST,
    summary: 'List the entries by which one actor relies on another, newest first',
    description: 'The newest 10,000 entries are listed; `total` counts all.',
    query: RelianceEntryQuery,
    answer: listAnswer('RelianceEntryCountedPage'),
  })
  @Produces(JSON_TYPE, CSV_TYPE)
  entries(@Query() query: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.list(RelianceEntryQuery, query, request, reply, RELIANCE_ENTRY_TABLE, (filter, at, requester) =>
      this.analyses.answer({ of: 'entries', ...withScope(filter) }, at, requester),
    );
  }

  @Get('rings')
  @ApiRoute({
    ...LIST,
    summary: 'List rings of outlets that cite each other, directly or through others',
    description:
      'The strongly connected components of the graph of citations between outlets, those with the most entries first. Unnamed sources count as the outlet that vouches for them. Over many claims, most outlets of a country may cite each other: narrow the claims down, or ask with `minEntries` for habits.',
    query: RingQuery,
    answer: listAnswer('CitationRingCountedPage'),
  })
  @Produces(JSON_TYPE, CSV_TYPE)
  rings(@Query() query: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.list(RingQuery, query, request, reply, RING_TABLE, ({ minEntries = '1', ...filter }, at, requester) =>
      this.analyses.answer({ of: 'rings', ...withScope(filter), minEntries: Number(minEntries) }, at, requester),
    );
  }

  @Get('reaches')
  @ApiRoute({
    ...LIST,
    summary: 'List actors on which claims rest alone, with who carried these claims',
    description:
      'The first 10,000 actors are listed; `total` counts all. `GET /v1/actors/{id}/reach` has the claims of one.',
    query: ReachListQuery,
    answer: listAnswer('ActorReachCountedPage'),
  })
  @Produces(JSON_TYPE, CSV_TYPE)
  reaches(@Query() query: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.list(
      ReachListQuery,
      query,
      request,
      reply,
      REACH_TABLE,
      ({ sort = 'claims', ...filter }, at, requester) =>
        this.analyses.answer({ of: 'reaches', ...withScope(filter), sort }, at, requester),
    );
  }

  @Get('actors/:id/reach')
  @ApiRoute({
    summary: 'Get the reach of an actor: which claims rest on it alone, who carried them, and what it took back',
    one: 'an actor',
    query: AsOfQuery,
    answer: 'ActorReachView',
    problems: [503],
  })
  async reach(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActorReachView> {
    const asked = readQuery(AsOfQuery, query);
    const at = cutOf(this.current, reply, asked);
    this.requireActor(id, asked, request, at);
    const { item } = await this.analyses.answer({ of: 'reach', scope: {}, actor: id }, at, requesterOf(request, reply));
    return item(0);
  }

  @Get('actors/:id/reach/claims')
  @ApiRoute({
    ...LIST,
    summary: 'List the claims that rest on an actor alone, those first that the most outlets carried',
    one: 'an actor',
    description: 'The first 10,000 claims are listed; `total` counts all.',
    query: RestingClaimQuery,
    answer: listAnswer('RestingClaimCountedPage'),
  })
  @Produces(JSON_TYPE, CSV_TYPE)
  claims(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.list(RestingClaimQuery, query, request, reply, RESTING_CLAIM_TABLE, (_filter, at, requester, asked) => {
      this.requireActor(id, asked, request, at);
      return this.analyses.answer({ of: 'reach-claims', scope: {}, actor: id }, at, requester);
    });
  }

  /** Throws a `NotFoundError` if there is no such actor then. */
  private requireActor(id: string, asked: AsOfQuery, request: FastifyRequest, at = this.current.now()): void {
    if (!this.current.queries(ActorQueries).get(id, at)) throw new NotFoundError('actor', id, cutIn(asked, request));
  }

  /**
   * Answers one page of a result, or all of it as CSV. All pages are as of the moment of the first one.
   *
   * @param answer returns the result as of a moment, or of the present
   */
  private async list<Query extends ListQuery, Item>(
    type: new () => Query,
    query: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
    table: CsvTable<Item>,
    answer: (
      filter: Omit<Query, keyof ListQuery>,
      at: string | undefined,
      requester: Requester,
      asked: Query,
    ) => Promise<Result<Item>>,
  ) {
    const asked = readQuery(type, query);
    const cut = cutOf(this.current, reply, asked);
    const { filter, page: wanted } = splitQuery(asked, cut ?? this.current.now());
    const { asOf: _asOf, ...given } = filter;
    const list = listName(`${table.name} ${request.url.split('?')[0] ?? ''}`, { ...given, cut });
    const from = wanted.cursor === undefined ? undefined : decodeCursor(list, wanted.cursor);
    const { at, length, item, total } = await answer(
      given as Omit<Query, keyof ListQuery>,
      from?.at ?? cut,
      requesterOf(request, reply),
      asked,
    );
    const read = (each: PageRequest): CountedPage<Item> => ({
      ...page(list, { ...each, at }, (start, _at, limit) => rowsAfter(start?.number ?? -1, length, limit), item),
      total,
    });
    return this.lists.answer(request, reply, wanted, table, read);
  }
}

/** The moment at which the query cuts the log; undefined for the present. */
function cutOf(current: CurrentReadModel, reply: FastifyReply, asked: AsOfQuery): string | undefined {
  const at = momentOf(current, reply, asked);
  return reply.hasHeader('Memento-Datetime') ? at : undefined;
}

function rowsAfter(last: number, length: number, limit: number) {
  const rows = Math.max(0, Math.min(limit, length - last - 1));
  return { rows: Array.from({ length: rows }, (_none, index) => ({ number: last + 1 + index })) };
}

/** The parameters that choose claims and their entries, apart from the others. */
function withScope<Filter extends Scope>(filter: Filter): Omit<Filter, keyof Scope> & { readonly scope: Scope } {
  const { narrative, topic, kind, about, since, until, ...rest } = filter;
  const bounds = { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
  return { ...rest, scope: { narrative, topic, kind, about, ...withInstants(bounds) } };
}
