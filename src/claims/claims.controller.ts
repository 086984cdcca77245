import { Body, Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresKey, requireScopeFor } from '../access/access.guard.js';
import type { SimilarItem } from '../read-model/similar-items.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import type { Page } from '../read-model/pagination.js';
import { DryRunQuery, DryRunResponder, isDryRun, type TriedWrite } from '../http/dry-run.js';
import { WriteResponder, type WriteResult } from '../http/write-response.js';
import { ApiRoute, ApiGroup, RECORDING } from '../http/openapi.decorators.js';
import { requesterOf } from '../http/requester.js';
import { Produces } from '../http/accept.guard.js';
import { JSON_TYPE, listAnswer, ListResponder } from '../http/list-responder.js';
import { CSV_TYPE } from '../http/text-form.js';
import { readQuery, splitQuery } from '../http/list-query.js';
import { RegistrationRoutes } from '../http/aggregate-routes.js';
import { BadRequestError } from '../http/problem.js';
import { ReqCommandContext } from '../http/command-context.decorator.js';
import { parseCommand, parseCommands } from '../http/command-body.js';
import type { Command } from '../command-handling/decider.js';
import { cutIn, momentOf } from '../http/as-of.js';
import { addLink } from '../http/link-header.js';
import { ClaimScenarioQuery } from '../http/scenario-query.js';
import { answerTagged } from '../http/etag.js';
import type { CommandContext } from '../command-handling/command-context.js';
import type { DryRun } from '../command-handling/dry-run.js';
import { NotFoundError } from '../command-handling/errors.js';
import { MAX_LIST } from '../validation/bounds.js';
import { CLAIM_EVENTS } from './claim.event-types.js';
import { CLAIM_TABLE } from './queries/claim-tables.js';
import { ClaimQueries } from './queries/claim.queries.js';
import { EntryDetailQueries } from './queries/entry-details.queries.js';
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
import type { Reads } from './scenario/scenario-reads.js';
import { StatePreviewQueries } from './queries/state-preview.queries.js';
import type { StatePreviews } from './queries/views.js';
import { Scenarios } from './scenario/scenarios.js';
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
  protected readonly service = ClaimsService;

  constructor(
    private readonly claims: ClaimsService,
    private readonly current: CurrentReadModel,
    private readonly scenarios: Scenarios,
    private readonly lists: ListResponder,
    answers: WriteResponder,
    dryRuns: DryRunResponder,
  ) {
    super(claims, answers, dryRuns);
  }

  @Get()
  @ApiRoute({
    summary: 'List claims',
    query: ClaimListQuery,
    answer: listAnswer('FoundClaimPage'),
    sends: ['Link', 'Content-Disposition'],
  })
  @Produces(JSON_TYPE, CSV_TYPE)
  list(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Page<FoundClaim> | StreamableFile | undefined {
    const asked = readQuery(ClaimListQuery, query);
    const at = momentOf(this.current, reply, asked, { replay: this.scenarios.momentOfReplay });
    const { filter, page } = splitQuery(asked, at);
    const claims = claimFilter(filter);
    return this.lists.answer(request, reply, page, CLAIM_TABLE, (each) =>
      this.scenarios.listed(asked).queries(ClaimQueries).list(claims, each),
    );
  }

  @Get(':id')
  @ApiRoute({
    summary: 'Get a claim with its verification status and the reasons',
    answer: 'ClaimView',
    query: ClaimScenarioQuery,
    tagged: true,
  })
  get(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(ClaimScenarioQuery, id, request, reply, (reads, at) => reads.queries(ClaimQueries).get(id, at));
  }

  protected view(id: string): ClaimView | undefined {
    return this.current.queries(ClaimQueries).get(id, this.current.now());
  }

  @Get(':id/history')
  @ApiRoute({
    summary: 'Get the history of a claim: its entries and status changes',
    query: HistoryQuery,
    answer: 'HistoryView',
    tagged: true,
  })
  history(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(HistoryQuery, id, request, reply, (reads, at, asked) =>
      reads.queries(ClaimQueries).history(id, at, { limit: HISTORY_PAGE, ...pageOf(asked) }),
    );
  }

  @Get(':id/moments')
  @ApiRoute({
    summary: 'Get the moments of a claim: when it got an entry or another status, without the entries',
    query: MomentsQuery,
    answer: 'MomentsView',
    tagged: true,
  })
  moments(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(MomentsQuery, id, request, reply, (reads, at, asked) =>
      reads.queries(ClaimQueries).moments(id, at, { limit: MOMENTS_PAGE, ...pageOf(asked) }),
    );
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
  story(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(HistoryQuery, id, request, reply, (reads, at, asked) =>
      reads.queries(StoryQueries).of(id, at, { limit: HISTORY_PAGE, ...pageOf(asked) }),
    );
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
  wordings(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(WordingsQuery, id, request, reply, (reads, at, asked) =>
      reads.queries(WordingQueries).of(id, at, pageOf(asked)),
    );
  }

  @Get(':id/provenance')
  @ApiRoute({
    summary: 'Get the citation graph of a claim',
    answer: 'ProvenanceView',
    query: ClaimScenarioQuery,
    tagged: true,
  })
  provenance(@Param('id') id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(ClaimScenarioQuery, id, request, reply, (reads, at) =>
      reads.queries(ClaimQueries).provenance(id, at),
    );
  }

  @Get(':id/entries/:entry')
  @ApiRoute({
    summary: 'Get an entry: what it does to the status, what it refers to, and what refers to it',
    query: ClaimScenarioQuery,
    answer: 'EntryDetails',
    tagged: true,
  })
  entry(
    @Param('id') id: string,
    @Param('entry') entry: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(ClaimScenarioQuery, id, request, reply, (reads, at, asked) => {
      if (!reads.queries(ClaimQueries).get(id, at)) return undefined;
      const found = reads.queries(EntryDetailQueries).of(id, entry, at);
      if (!found) throw new NotFoundError('entry', `${id}/${entry}`, cutIn(asked, request));
      return found;
    });
  }

  /** Answers a read about one claim, under the scenario of its query. */
  private async answer<Query extends ClaimScenarioQuery>(
    type: new () => Query,
    id: string,
    request: FastifyRequest,
    reply: FastifyReply,
    read: (reads: Reads, at: string, asked: Query) => object | undefined,
  ): Promise<string | undefined> {
    const asked = readQuery(type, request.query);
    if (asked.revision !== undefined) this.found(id, this.view(id));
    const at = momentOf(this.current, reply, asked, {
      revision: (revision) => this.current.queries(ClaimQueries).recordedAt(id, revision),
      replay: this.scenarios.momentOfReplay,
    });
    const view = await this.scenarios.read(
      asked,
      at,
      () => [id],
      (reads) => read(reads, at, asked),
      requesterOf(request, reply),
    );
    const found = this.found(id, view, asked, request);
    addLink(reply, `</v1/claims/${encodeURIComponent(id)}/moments>; rel="timemap"; type="application/json"`);
    return answerTagged(request, reply, found);
  }

  /** Records one entry, or atomically a list of entries. */
  @Post(':id/entries')
  @RequiresKey()
  @ApiRoute({
    ...RECORDING,
    summary: 'Record entries on a claim',
    description:
      'Takes one entry, or a list of entries that is recorded atomically. Verdicts, their withdrawal and the void of either require the scope `rate`, all other entries `record`.',
    query: DryRunQuery,
    body: 'entries',
  })
  async record(
    @Param('id') id: string,
    @Body() body: unknown,
    @Query() query: unknown,
    @ReqCommandContext() context: CommandContext,
    @Req() { principal }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult | TriedWrite> {
    const commands = entriesIn(body);
    for (const { type } of commands) if (principal) requireScopeFor(principal, type);
    if (isDryRun(query)) {
      return this.tried(reply, {
        ...{ id, commands, context, service: this.service },
        execute: (service, unrepeatable) => service.recordAll(id, commands, unrepeatable),
      });
    }
    return this.answers.written(reply, id, await this.claims.recordAll(id, commands, context), { commands });
  }

  protected override previewOf(id: string, run: DryRun, isReadable: boolean): StatePreviews {
    return isReadable
      ? this.current.queries(StatePreviewQueries).of(id, run, this.scenarios.ownPolicy, this.current.now())
      : { statesUnavailable: "What was recorded last can't be read here yet. Try again." };
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
