import { Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { urlKey } from '../lib/url-key.js';
import { ActorQueries, type SimilarActor } from '../actors/actors.queries.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import type { Page } from '../read-model/pagination.js';
import { ApiRoute, ApiGroup } from '../http/openapi.decorators.js';
import { requesterOf } from '../http/requester.js';
import { cutIn, momentOf, refuse } from '../http/as-of.js';
import { Produces } from '../http/accept.guard.js';
import { JSON_TYPE, listAnswer, ListResponder } from '../http/list-responder.js';
import { CSV_TYPE } from '../http/text-form.js';
import { readQuery, splitQuery } from '../http/list-query.js';
import { ScenarioQuery } from '../http/scenario-query.js';
import { NotFoundError } from '../command-handling/errors.js';
import { ClaimQueries } from './queries/claim.queries.js';
import { ClaimCountQueries } from './queries/claim-counts.queries.js';
import { COUNT_TABLE, countRows, ENTRY_TABLE } from './queries/claim-tables.js';
import { EntryQueries } from './queries/entries.queries.js';
import { SimilarClaimQueries } from './queries/similar-claims.queries.js';
import { Scenarios } from './scenario/scenarios.js';
import type { ActorRecord, ClaimCounts, ListedEntry, SimilarClaim } from './queries/views.js';
import {
  ClaimCountQuery,
  claimFilter,
  countNames,
  EntryListQuery,
  withInstants,
  SimilarActorsQuery,
  SimilarQuery,
} from './claim-query.dto.js';

@Controller('v1')
@ApiGroup({ tag: 'overview', about: 'Lists and counts over all claims.' })
export class OverviewController {
  constructor(
    private readonly current: CurrentReadModel,
    private readonly scenarios: Scenarios,
    private readonly lists: ListResponder,
  ) {}

  @Get('entries')
  @ApiRoute({
    summary: 'List entries of all claims',
    query: EntryListQuery,
    answer: listAnswer('ListedEntryPage'),
    sends: ['Link', 'Content-Disposition'],
  })
  @Produces(JSON_TYPE, CSV_TYPE)
  list(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Page<ListedEntry> | StreamableFile | undefined {
    const asked = readQuery(EntryListQuery, query);
    const { filter, page } = splitQuery(asked, momentOf(this.current, reply, asked));
    const { reviewUrl, ...rest } = withInstants(filter);
    const entries = { ...rest, ...(reviewUrl !== undefined && { reviewUrl: urlKey(reviewUrl) }) };
    return this.lists.answer(request, reply, page, ENTRY_TABLE, (each) =>
      this.current.queries(EntryQueries).list(entries, each),
    );
  }

  @Get('actors/:id/record')
  @ApiRoute({
    summary: "Count an actor's acts, and the claims in which it spoke",
    one: 'an actor',
    description:
      'Under a scenario, the acts are counted as they are recorded, and the claims by their status under it.',
    query: ScenarioQuery,
    answer: 'ActorRecord',
  })
  async record(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActorRecord> {
    const asked = readQuery(ScenarioQuery, query);
    const at = momentOf(this.current, reply, asked, { replay: this.scenarios.momentOfReplay });
    if (!this.current.queries(ActorQueries).get(id, at))
      throw new NotFoundError('actor', id, cutIn(asked, reply.request));
    return this.scenarios.read(
      asked,
      at,
      () => this.current.queries(EntryQueries).claimsOf(id, at),
      (reads) => reads.queries(EntryQueries).recordOf(id, at),
      requesterOf(request, reply),
    );
  }

  @Get('claim-counts')
  @ApiRoute({
    summary: 'Count claims by status, kind, topic, outlet and month',
    query: ClaimCountQuery,
    answer: listAnswer('ClaimCounts'),
    sends: ['Content-Disposition'],
  })
  @Produces(JSON_TYPE, CSV_TYPE)
  counts(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): ClaimCounts | string {
    const { by, ...asked } = readQuery(ClaimCountQuery, query);
    const at = momentOf(this.current, reply, asked, { replay: this.scenarios.momentOfReplay });
    const { filter } = splitQuery(asked, at);
    const counts = this.scenarios
      .listed(asked)
      .queries(ClaimCountQueries)
      .count(claimFilter(filter), at, countNames(by));
    return this.lists.whole(request, reply, asked.format, counts, COUNT_TABLE, countRows);
  }

  @Get('similar-actors')
  @ApiRoute({
    summary: 'Find actors that one of a name may be, to avoid registering it twice',
    description:
      'Actors with the same name or alias, and those whose names look the same, such as "NАTO" with a Cyrillic А. Unnamed actors are never among them. `ActorLinked` joins two actors that are the same.',
    query: SimilarActorsQuery,
    answer: 'SimilarActorPage',
  })
  similarActors(@Query() query: unknown): { readonly items: readonly SimilarActor[] } {
    const { name } = readQuery(SimilarActorsQuery, query);
    return { items: this.current.queries(ActorQueries).similarToName(name, this.current.now()) };
  }

  @Get('similar-claims')
  @ApiRoute({
    summary: 'Find claims with words like those of a text or of a claim, to notice duplicates',
    query: SimilarQuery,
    answer: 'SimilarClaimPage',
    problems: [404],
  })
  similar(@Query() query: unknown): { readonly items: readonly SimilarClaim[] } {
    const { text, claim, limit } = readQuery(SimilarQuery, query);
    if ((text === undefined) === (claim === undefined)) {
      refuse('text', 'text-or-claim', 'Give either text or claim: what to compare claims with.');
    }
    const at = this.current.now();
    const similar = this.current.queries(SimilarClaimQueries);
    const most = limit === undefined ? 10 : Number(limit);
    if (text !== undefined) return { items: similar.to(text, at, most) };
    const view = this.current.queries(ClaimQueries).get(claim ?? '', at);
    if (!view) throw new NotFoundError('claim', claim ?? '');
    return { items: similar.to(view.text, at, most, [view.id, ...view.sameAs]) };
  }
}
