import { Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SimilarItem } from '../read-model/similar-items.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import type { Page } from '../read-model/pagination.js';
import { DryRunResponder } from '../http/dry-run.js';
import { WriteResponder } from '../http/write-response.js';
import { ApiRoute, ApiGroup } from '../http/openapi.decorators.js';
import { requesterOf } from '../http/requester.js';
import { Produces } from '../http/accept.guard.js';
import { JSON_TYPE, listAnswer, ListResponder } from '../http/list-responder.js';
import { CSV_TYPE } from '../http/text-form.js';
import { ListQuery, OnlyIds, readQuery, SearchText, splitQuery } from '../http/list-query.js';
import { AggregateRoutes } from '../http/aggregate-routes.js';
import { momentOf, refuse } from '../http/as-of.js';
import { ScenarioQuery } from '../http/scenario-query.js';
import { Scenarios } from '../claims/scenario/scenarios.js';
import { answerTagged } from '../http/etag.js';
import { Describe, Digits, OneOf, Optional, Slug } from '../validation/field-decorators.js';
import { NARRATIVE_EVENTS } from './narrative.event-types.js';
import { NARRATIVE_TABLE, TIMELINE_TABLE } from './narrative-table.js';
import { NarrativeTimelineQueries, TIMELINE_SORTS, type TimelineItem } from './narrative-timeline.queries.js';
import {
  NARRATIVE_PAGE,
  type NarrativePage,
  NarrativeQueries,
  type NarrativeSummary,
  type NarrativeView,
  NotInNarrativeError,
} from './narratives.queries.js';
import { NarrativesService } from './narratives.service.js';

class NarrativeListQuery extends ListQuery {
  @OnlyIds()
  ids?: string;
  @SearchText('the title')
  q?: string;
}

class NarrativeQuery extends ScenarioQuery {
  @Describe('Only claims that were added after this one: `nextClaim` of the previous page.')
  @Optional()
  @Slug()
  after?: string;
  @Describe(`Maximum number of claims. Default: ${NARRATIVE_PAGE}.`)
  @Optional()
  @Digits(1, NARRATIVE_PAGE)
  limit?: string;
}

class TimelineQuery extends ListQuery {
  @Describe(
    'The axis: by recording (`recorded`), or by when it happened in the world (`occurred`): then only acts and dates that pass are listed, acts without a date at the end. Default: `recorded`.',
  )
  @Optional()
  @OneOf(TIMELINE_SORTS)
  sort?: (typeof TIMELINE_SORTS)[number];
  @Describe('Only what changed status, rule or rating of a claim.')
  @Optional()
  @OneOf(['true'])
  changed?: 'true';
}

@Controller('v1/narratives')
@ApiGroup({
  tag: 'narratives',
  about: 'Story lines that group claims.',
  one: 'a narrative',
  commands: { name: 'NarrativeCommand', events: NARRATIVE_EVENTS },
})
export class NarrativesController extends AggregateRoutes {
  protected readonly events = NARRATIVE_EVENTS;
  protected readonly service = NarrativesService;

  constructor(
    narratives: NarrativesService,
    private readonly current: CurrentReadModel,
    private readonly scenarios: Scenarios,
    private readonly lists: ListResponder,
    answers: WriteResponder,
    dryRuns: DryRunResponder,
  ) {
    super(narratives, answers, dryRuns);
  }

  @Get()
  @ApiRoute({
    summary: 'List narratives',
    query: NarrativeListQuery,
    answer: listAnswer('NarrativeSummaryPage'),
    sends: ['Link', 'Content-Disposition'],
  })
  @Produces(JSON_TYPE, CSV_TYPE)
  list(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Page<NarrativeSummary> | StreamableFile | undefined {
    const asked = readQuery(NarrativeListQuery, query);
    const { filter, page } = splitQuery(asked, momentOf(this.current, reply, asked));
    return this.lists.answer(request, reply, page, NARRATIVE_TABLE, (each) =>
      this.current.queries(NarrativeQueries).list(filter, each),
    );
  }

  @Get(':id')
  @ApiRoute({
    summary: 'Get a narrative with its claims',
    description:
      'The claims are in the order in which they were added, in pages. `statuses` counts all of them, whatever the page.',
    answer: 'NarrativeView',
    query: NarrativeQuery,
    tagged: true,
  })
  async get(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { after, limit, ...asked } = readQuery(NarrativeQuery, query);
    const page = { after, limit: limit === undefined ? undefined : Number(limit) };
    const at = momentOf(this.current, reply, asked, { replay: this.scenarios.momentOfReplay });
    const view = await this.scenarios.read(
      asked,
      at,
      () => this.current.queries(NarrativeQueries).claimsOf(id, at),
      (reads) => pageOf(reads.queries(NarrativeQueries), id, at, page),
      requesterOf(request, reply),
    );
    return answerTagged(request, reply, this.found(id, view, asked, request));
  }

  @Get(':id/timeline')
  @ApiRoute({
    summary: 'Get the timeline of a narrative: the entries and changes of status of all its claims',
    description:
      'Oldest first, of the 1,000 claims that were added first. The claims are those that the narrative held at the moment of the answer, with what was recorded on them before they were added.',
    query: TimelineQuery,
    answer: listAnswer('TimelineItemPage'),
    sends: ['Link', 'Content-Disposition'],
  })
  @Produces(JSON_TYPE, CSV_TYPE)
  timeline(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Page<TimelineItem> | StreamableFile | undefined {
    const asked = readQuery(TimelineQuery, query);
    const at = momentOf(this.current, reply, asked);
    this.found(id, this.current.queries(NarrativeQueries).summaryOf(id, at), asked, request);
    const { filter, page } = splitQuery(asked, at);
    return this.lists.answer(request, reply, page, TIMELINE_TABLE, (each) =>
      this.current.queries(NarrativeTimelineQueries).list(id, filter, each),
    );
  }

  protected view(id: string): NarrativeView | undefined {
    return this.current.queries(NarrativeQueries).get(id, this.current.now());
  }

  protected similarTo(id: string): readonly SimilarItem[] {
    return this.current.queries(NarrativeQueries).similar(id, this.current.now());
  }
}

function pageOf(narratives: NarrativeQueries, id: string, at: string, page: NarrativePage): NarrativeView | undefined {
  try {
    return narratives.get(id, at, page);
  } catch (error) {
    if (error instanceof NotInNarrativeError) refuse('after', 'not-in-narrative', error.message);
    throw error;
  }
}
