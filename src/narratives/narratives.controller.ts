import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentReadModel } from '../consumers/current-read-model.js';
import type { Page } from '../consumers/keyset.js';
import { Answers } from '../http/answers.js';
import { Describes, DescribesGroup } from '../http/describes.js';
import { answerPage, ListQuery, readQuery, splitQuery } from '../http/list-query.js';
import { EventRoutes } from '../http/noun-routes.js';
import { Present } from '../http/present.js';
import { Tagged } from '../http/tagged.js';
import { NARRATIVE_DTOS } from './narrative.dto.js';
import { NarrativeQueries, type NarrativeSummary, type NarrativeView } from './narratives.queries.js';
import { NarrativesService } from './narratives.service.js';

@Controller('v1/narratives')
@DescribesGroup({
  tag: 'narratives',
  about: 'Claims that tell one story together.',
  one: 'a narrative',
  commands: { name: 'NarrativeCommand', dtos: NARRATIVE_DTOS, registration: 'NarrativeRegistered' },
})
export class NarrativesController extends EventRoutes {
  protected readonly noun = 'narrative';
  protected readonly registration = 'NarrativeRegistered';

  constructor(
    narratives: NarrativesService,
    private readonly current: CurrentReadModel,
    answers: Answers,
    private readonly present: Present,
  ) {
    super(narratives, answers);
  }

  @Get()
  @Describes({ summary: 'Narratives', query: ListQuery, answer: 'NarrativeSummaryPage', sends: ['Link'] })
  list(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Page<NarrativeSummary> {
    const { filter, page } = splitQuery(readQuery(ListQuery, query), this.present.now());
    return answerPage(request, reply, this.current.of(NarrativeQueries).list(filter, page));
  }

  @Get(':id')
  @Describes({ summary: 'A narrative and its claims', answer: 'NarrativeView' })
  @Tagged()
  get(@Param('id') id: string): NarrativeView {
    return this.found(id, this.current.of(NarrativeQueries).get(id, this.present.now()));
  }
}
