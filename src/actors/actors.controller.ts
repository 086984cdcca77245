import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import type { Page } from '../read-model/pagination.js';
import { Answers } from '../http/write-response.js';
import { Describes, DescribesGroup } from '../http/openapi.decorators.js';
import { answerPage, readQuery, SearchableListQuery, splitQuery } from '../http/list-query.js';
import { EventRoutes } from '../http/aggregate-routes.js';
import { Present } from '../http/read-clock.js';
import { Tagged } from '../http/etag.interceptor.js';
import { OneOf, Optional } from '../validation/field-decorators.js';
import { ACTOR_KINDS, type ActorKind } from '../domain/vocabulary.js';
import { ACTOR_DEFAULTS, ACTOR_DTOS } from './actor.dto.js';
import { ActorQueries, type ActorSummary, type ActorView } from './actors.queries.js';
import { ActorsService } from './actors.service.js';

class ActorListQuery extends SearchableListQuery {
  @Optional() @OneOf(ACTOR_KINDS) kind?: ActorKind;
}

@Controller('v1/actors')
@DescribesGroup({
  tag: 'actors',
  about: 'Who speaks, publishes, and is spoken for; who speaks for whom.',
  one: 'an actor',
  commands: { name: 'ActorCommand', dtos: ACTOR_DTOS, registration: 'ActorRegistered', defaults: ACTOR_DEFAULTS },
})
export class ActorsController extends EventRoutes {
  protected readonly noun = 'actor';
  protected readonly registration = 'ActorRegistered';

  constructor(
    actors: ActorsService,
    private readonly current: CurrentReadModel,
    answers: Answers,
    private readonly present: Present,
  ) {
    super(actors, answers);
  }

  @Get()
  @Describes({ summary: 'Actors', query: ActorListQuery, answer: 'ActorSummaryPage', sends: ['Link'] })
  list(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Page<ActorSummary> {
    const { filter, page } = splitQuery(readQuery(ActorListQuery, query), this.present.now());
    return answerPage(request, reply, this.current.of(ActorQueries).list(filter, page));
  }

  @Get(':id')
  @Describes({ summary: 'An actor, and the mandates that tie it to others', answer: 'ActorView' })
  @Tagged()
  get(@Param('id') id: string): ActorView {
    return this.found(id, this.current.of(ActorQueries).get(id, this.present.now()));
  }
}
