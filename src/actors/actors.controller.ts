import { Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SimilarItem } from '../read-model/similar-items.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import type { Page } from '../read-model/pagination.js';
import { DryRunResponder } from '../http/dry-run.js';
import { WriteResponder } from '../http/write-response.js';
import { ApiRoute, ApiGroup } from '../http/openapi.decorators.js';
import { Produces } from '../http/accept.guard.js';
import { JSON_TYPE, listAnswer, ListResponder } from '../http/list-responder.js';
import { CSV_TYPE } from '../http/text-form.js';
import { ListQuery, OnlyIds, readQuery, SearchText, splitQuery } from '../http/list-query.js';
import { AggregateRoutes } from '../http/aggregate-routes.js';
import { AsOfQuery, momentOf } from '../http/as-of.js';
import { answerTagged } from '../http/etag.js';
import { Describe, OneOf, Optional } from '../validation/field-decorators.js';
import { ACTOR_KINDS, type ActorKind } from '../domain/vocabulary.js';
import { ACTOR_EVENTS } from './actor.event-types.js';
import { ACTOR_TABLE } from './actor-table.js';
import { ActorQueries, type ActorSummary, type ActorView } from './actors.queries.js';
import { ActorsService } from './actors.service.js';

class ActorListQuery extends ListQuery {
  @OnlyIds()
  ids?: string;
  @SearchText('a name or an alias')
  q?: string;
  @Describe('Only actors of this kind.')
  @Optional()
  @OneOf(ACTOR_KINDS)
  kind?: ActorKind;
}

@Controller('v1/actors')
@ApiGroup({
  tag: 'actors',
  about: 'Everyone who speaks, publishes or is spoken for, with the mandates by which they speak for others.',
  one: 'an actor',
  commands: { name: 'ActorCommand', events: ACTOR_EVENTS },
})
export class ActorsController extends AggregateRoutes {
  protected readonly events = ACTOR_EVENTS;
  protected readonly service = ActorsService;

  constructor(
    actors: ActorsService,
    private readonly current: CurrentReadModel,
    private readonly lists: ListResponder,
    answers: WriteResponder,
    dryRuns: DryRunResponder,
  ) {
    super(actors, answers, dryRuns);
  }

  @Get()
  @ApiRoute({
    summary: 'List actors',
    query: ActorListQuery,
    answer: listAnswer('ActorSummaryPage'),
    sends: ['Link', 'Content-Disposition'],
  })
  @Produces(JSON_TYPE, CSV_TYPE)
  list(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Page<ActorSummary> | StreamableFile | undefined {
    const asked = readQuery(ActorListQuery, query);
    const { filter, page } = splitQuery(asked, momentOf(this.current, reply, asked));
    return this.lists.answer(request, reply, page, ACTOR_TABLE, (each) =>
      this.current.queries(ActorQueries).list(filter, each),
    );
  }

  @Get(':id')
  @ApiRoute({ summary: 'Get an actor with its mandates', answer: 'ActorView', query: AsOfQuery, tagged: true })
  get(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string | undefined {
    const asked = readQuery(AsOfQuery, query);
    const view = this.view(id, momentOf(this.current, reply, asked));
    return answerTagged(request, reply, this.found(id, view, asked, request));
  }

  protected view(id: string, at = this.current.now()): ActorView | undefined {
    return this.current.queries(ActorQueries).get(id, at);
  }

  protected similarTo(id: string): readonly SimilarItem[] {
    return this.current.queries(ActorQueries).similar(id, this.current.now());
  }
}
