import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresKey, requireScope, scopeFor } from '../access/access.guard.js';
import type { SimilarItem } from '../read-model/similar-items.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import type { Page } from '../read-model/pagination.js';
import { WriteResponder, type WriteResult } from '../http/write-response.js';
import { ApiRoute, ApiGroup, RECORDING } from '../http/openapi.decorators.js';
import { answerPage, readQuery, splitQuery } from '../http/list-query.js';
import { RegistrationRoutes } from '../http/aggregate-routes.js';
import { BadRequestError } from '../http/problem.js';
import { ReqCommandContext } from '../http/command-context.decorator.js';
import { parseCommand, parseCommands } from '../http/command-body.js';
import type { Command } from '../command-handling/decider.js';
import { AsOfQuery, momentOf } from '../http/as-of.js';
import { answerTagged } from '../http/etag.js';
import type { CommandContext } from '../command-handling/command-context.js';
import { MAX_LIST } from '../validation/bounds.js';
import { CLAIM_EVENTS } from './claim.event-types.js';
import { ClaimQueries } from './queries/claim.queries.js';
import type { ClaimView, FoundClaim } from './queries/views.js';
import { ClaimsService } from './claims.service.js';
import {
  ClaimListQuery,
  HISTORY_PAGE,
  HistoryQuery,
  MOMENTS_PAGE,
  MomentsQuery,
  WordingsQuery,
  claimFilter,
  pageOf,
} from './claim-query.dto.js';
import { StoryQueries } from './story/story.queries.js';
import { WordingQueries } from './wordings/wordings.queries.js';

@Controller('v1/claims')
@ApiGroup({
  tag: 'claims',
  about: 'Claims, the entries on them, and the verification status that follows.',
  one: 'a claim',
  commands: { name: 'ClaimCommand', events: CLAIM_EVENTS, made: ['id'] },
})
export class ClaimsController extends RegistrationRoutes {
  protected readonly events = CLAIM_EVENTS;

  constructor(
    private readonly claims: ClaimsService,
    private readonly current: CurrentReadModel,
    answers: WriteResponder,
  ) {
    super(claims, answers);
  }

  @Get()
  @ApiRoute({
    summary: 'List claims',
    query: ClaimListQuery,
    answer: 'FoundClaimPage',
    sends: ['Link'],
  })
  list(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Page<FoundClaim> {
    const asked = readQuery(ClaimListQuery, query);
    const { filter, page } = splitQuery(asked, momentOf(this.current, reply, asked));
    return answerPage(request, reply, this.current.queries(ClaimQueries).list(claimFilter(filter), page));
  }

  @Get(':id')
  @ApiRoute({
    summary: 'Get a claim with its verification status and the reasons',
    answer: 'ClaimView',
    query: AsOfQuery,
    tagged: true,
  })
  get(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string | undefined {
    const asked = readQuery(AsOfQuery, query);
    const view = this.view(id, momentOf(this.current, reply, asked));
    return answerTagged(request, reply, this.found(id, view, asked));
  }

  protected view(id: string, at = this.current.now()): ClaimView | undefined {
    return this.current.queries(ClaimQueries).get(id, at);
  }

  @Get(':id/history')
  @ApiRoute({
    summary: 'Get the history of a claim: its entries and status changes',
    query: HistoryQuery,
    answer: 'HistoryView',
    tagged: true,
  })
  history(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string | undefined {
    const asked = readQuery(HistoryQuery, query);
    const page = { limit: HISTORY_PAGE, ...pageOf(asked) };
    const view = this.current.queries(ClaimQueries).history(id, momentOf(this.current, reply, asked), page);
    return answerTagged(request, reply, this.found(id, view, asked));
  }

  @Get(':id/moments')
  @ApiRoute({
    summary: 'Get the moments of a claim: when it got an entry or another status, without the entries',
    query: MomentsQuery,
    answer: 'MomentsView',
    tagged: true,
  })
  moments(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string | undefined {
    const asked = readQuery(MomentsQuery, query);
    const page = { limit: MOMENTS_PAGE, ...pageOf(asked) };
    const view = this.current.queries(ClaimQueries).moments(id, momentOf(this.current, reply, asked), page);
    return answerTagged(request, reply, this.found(id, view, asked));
  }

  @Get(':id/story')
  @ApiRoute({
    summary: 'Get the story of a claim: how its status changed, and on whose word',
    description:
      'The changes of status, rule or rating, in order. Each has what caused it, a sentence about it, the entries until the next change, and the summary at its end. Pages are those of the history: a step that continues from the page before is repeated with `continues`.',
    query: HistoryQuery,
    answer: 'StoryView',
    tagged: true,
  })
  story(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string | undefined {
    const asked = readQuery(HistoryQuery, query);
    const page = { limit: HISTORY_PAGE, ...pageOf(asked) };
    const view = this.current.queries(StoryQueries).of(id, momentOf(this.current, reply, asked), page);
    return answerTagged(request, reply, this.found(id, view, asked));
  }

  @Get(':id/wordings')
  @ApiRoute({
    summary: 'Get the wordings of a claim, each with the words that differ from the one before',
    description:
      "The claim's own text with its amendments, and the quote and the wording of each entry. The predecessor of a wording is in the entry that its entry is about, cites or interprets, directly or through others; else it is the last one in time in the same language, among acts that put the claim forward; else the claim's own text. Two wordings are compared if both are in one language; a translation is returned without a difference.",
    query: WordingsQuery,
    answer: 'WordingsView',
    tagged: true,
  })
  wordings(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string | undefined {
    const asked = readQuery(WordingsQuery, query);
    const at = momentOf(this.current, reply, asked);
    const view = this.current.queries(WordingQueries).of(id, at, pageOf(asked));
    return answerTagged(request, reply, this.found(id, view, asked));
  }

  @Get(':id/provenance')
  @ApiRoute({ summary: 'Get the citation graph of a claim', answer: 'ProvenanceView', query: AsOfQuery, tagged: true })
  provenance(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string | undefined {
    const asked = readQuery(AsOfQuery, query);
    const view = this.current.queries(ClaimQueries).provenance(id, momentOf(this.current, reply, asked));
    return answerTagged(request, reply, this.found(id, view, asked));
  }

  /** Records one entry, or atomically a list of entries. */
  @Post(':id/entries')
  @RequiresKey()
  @ApiRoute({
    ...RECORDING,
    summary: 'Record entries on a claim',
    description:
      'Takes one entry, or a list of entries that is recorded atomically. Verdicts and their withdrawal require the scope `rate`, all other entries `record`.',
    body: 'entries',
  })
  async record(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Req() { principal }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    const commands = entriesIn(body);
    for (const { type } of commands) if (principal) requireScope(principal, scopeFor(type));
    return this.answers.written(reply, id, await this.claims.recordAll(id, commands, context), { commands });
  }

  protected similarTo(id: string): readonly SimilarItem[] {
    return this.current.queries(ClaimQueries).similar(id, this.current.now());
  }
}

function entriesIn(body: unknown): readonly Command[] {
  if (!Array.isArray(body)) return [parseCommand(body)];
  if (body.length > 0 && body.length <= MAX_LIST) return parseCommands(body);
  throw new BadRequestError(`The body must be one entry, or a list of 1 to ${MAX_LIST} entries.`);
}
