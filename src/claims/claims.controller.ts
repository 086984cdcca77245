import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NeedsKey, requireScope, scopeFor } from '../access/access.guard.js';
import type { Page } from '../consumers/keyset.js';
import { Answers, type WriteAnswer } from '../http/answers.js';
import { answerPage, ListQuery, readQuery, SearchableListQuery, splitQuery } from '../http/list-query.js';
import { RegistrationRoutes } from '../http/noun-routes.js';
import { Present } from '../http/present.js';
import { BadRequestError } from '../http/problem.js';
import { Recording } from '../http/recording-request.js';
import { commandIn } from '../http/registration.js';
import type { Command } from '../recording/command-handler.js';
import { NotFoundError } from '../recording/errors.js';
import type { RecordingContext } from '../recording/recorder.js';
import { MAX_LIST, OneOf, Optional, Slug, Text } from '../validation/fields.js';
import { CLAIM_KINDS, type ClaimKind, type Status, STATUSES } from '../verification/vocabulary.js';
import { ClaimQueries } from './claims.queries.js';
import type { ClaimSummary, ClaimView, HistoryView, ProvenanceView } from './claims.queries.types.js';
import { ClaimsService } from './claims.service.js';

class ClaimListQuery extends SearchableListQuery {
  @Optional() @OneOf(STATUSES) status?: Status;
  @Optional() @OneOf(CLAIM_KINDS) kind?: ClaimKind;
  @Optional() @Slug() narrative?: string;
  @Optional() @Slug() actor?: string;
  @Optional() @Slug() about?: string;
  @Optional() @Text(500) topic?: string;
  @Optional() @OneOf(['newest', 'oldest']) sort?: 'newest' | 'oldest';
}

class HistoryQuery {
  @Optional() @Matches(/^\d{1,15}$/, { message: 'after must be a revision.' }) after?: string;
  @Optional() @Matches(/^([1-9]\d{0,2}|1000)$/, { message: 'limit must be a number from 1 to 1000.' }) limit?: string;
}

@Controller('v1/claims')
export class ClaimsController extends RegistrationRoutes {
  protected readonly noun = 'claim';
  protected readonly registration = 'ClaimRegistered';

  constructor(
    private readonly claims: ClaimsService,
    private readonly queries: ClaimQueries,
    answers: Answers,
    private readonly present: Present,
  ) {
    super(claims, answers);
  }

  @Get()
  list(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Page<ClaimSummary> {
    const { filter, page } = splitQuery(readQuery(ClaimListQuery, query), this.present.now());
    return answerPage(request, reply, this.queries.list(filter, page));
  }

  @Get(':id')
  get(@Param('id') id: string): ClaimView {
    return this.found(id, this.queries.get(id, this.present.now()));
  }

  @Get(':id/history')
  history(@Param('id') id: string, @Query() query: unknown): HistoryView {
    const { after, limit } = readQuery(HistoryQuery, query);
    const page = {
      ...(after !== undefined && { afterRevision: Number(after) }),
      ...(limit !== undefined && { limit: Number(limit) }),
    };
    return this.found(id, this.queries.history(id, this.present.now(), page));
  }

  @Get(':id/provenance')
  provenance(@Param('id') id: string): ProvenanceView {
    return this.found(id, this.queries.provenance(id, this.present.now()));
  }

  /** One entry, or a list of entries that are recorded together or not at all. */
  @Post(':id/entries')
  @NeedsKey()
  async record(
    @Param('id') id: string,
    @Body() body: unknown,
    @Recording() context: RecordingContext,
    @Req() { principal }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteAnswer> {
    const commands = entriesIn(body);
    for (const { type } of commands) if (principal) requireScope(principal, scopeFor(type));
    return this.answers.written(reply, id, await this.claims.recordAll(id, commands, context));
  }

  private found<View>(id: string, view: View | undefined): View {
    if (view === undefined) throw new NotFoundError('claim', id);
    return view;
  }
}

function entriesIn(body: unknown): readonly Command[] {
  if (!Array.isArray(body)) return [commandIn(body)];
  if (body.length > 0 && body.length <= MAX_LIST) return body.map(commandIn);
  throw new BadRequestError(`The body must be one entry, or a list of 1 to ${MAX_LIST}.`);
}
