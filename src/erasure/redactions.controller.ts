import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../access/access.guard.js';
import type { CommandContext } from '../command-handling/command-context.js';
import { ReqCommandContext } from '../http/command-context.decorator.js';
import { readQuery } from '../http/list-query.js';
import { ApiGroup, ApiRoute, RECORDING } from '../http/openapi.decorators.js';
import { requesterOf } from '../http/requester.js';
import { StreamedResponses } from '../http/streamed-responses.js';
import { WriteResponder, type WriteResult } from '../http/write-response.js';
import { validate } from '../validation/validate.js';
import { Erasure } from './erasure.js';
import { MentionSearchDto, RedactionListQuery, RedactionRejectionDto, RedactionRequestDto } from './redaction.dto.js';
import { type ApprovedRedaction, type RedactionRequestView, redactionView } from './redaction.views.js';
import { RedactionsService } from './redactions.service.js';
import { MentionSearch } from './search/mention-search.js';
import type { MentionPage } from './search/mention.views.js';

/** How long a response waits until files are free of what was replaced; a large read model takes longer. */
const WAIT_MS = 2_000;

const SHOWN =
  'Give this salt to those who are entitled to prove what was there, such as the authority. It will not be shown again.';
const SHOWN_BEFORE = 'The salt was shown in the first response to the approval, and is not stored.';

@Controller('v1/redactions')
@RequiresScope('admin')
@ApiGroup({
  tag: 'redactions',
  about: 'Redaction by law: two administrators replace fields of one recorded event, also in what was known before.',
  one: 'a redaction',
})
export class RedactionsController {
  constructor(
    private readonly redactions: RedactionsService,
    private readonly erasure: Erasure,
    private readonly answers: WriteResponder,
    private readonly mentions: MentionSearch,
    private readonly streamed: StreamedResponses,
  ) {}

  @Get()
  @ApiRoute({ summary: 'List redactions and requests', query: RedactionListQuery, answer: 'RedactionRequestViewPage' })
  async list(@Query() query: unknown): Promise<{ items: readonly RedactionRequestView[] }> {
    const { status } = readQuery(RedactionListQuery, query);
    const known = await this.redactions.list();
    const items = known.map((redaction) => redactionView(redaction, this.erasure.status(redaction.redaction)));
    return { items: items.filter((item) => status === undefined || item.status === status) };
  }

  @Get(':id')
  @ApiRoute({ summary: 'Get a redaction', answer: 'RedactionRequestView' })
  async get(@Param('id') id: string): Promise<RedactionRequestView> {
    const known = await this.redactions.get(id);
    const made = known.outcome?.status === 'redacted';
    return redactionView(known, made ? await this.erasure.settled(id, WAIT_MS) : this.erasure.status(id));
  }

  @Post()
  @ApiRoute({
    ...RECORDING,
    summary: 'Request that fields of an event are redacted',
    description:
      'Nothing is redacted until another principal with the scope `admin` approves it. Without `fields`, every text and URL of the event. Ids, times, types and what a status follows from stay.',
    body: RedactionRequestDto,
    sends: ['Location'],
    problems: [404],
  })
  async request(
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    validate(RedactionRequestDto, body);
    const { id, ...recorded } = await this.redactions.request(body as unknown as RedactionRequestDto, context);
    return this.answers.written(reply, id, recorded, { location: `/v1/redactions/${id}` });
  }

  @Post('find')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiRoute({
    summary: 'Find the events of the log that have a text',
    description:
      "All events, of every stream and type, in the order of the log, each with the fields that have one of the texts, and with what to send to redact those that can be. Nothing is recorded, and the texts are in no log and no metric. A page reads for a second at most: it can be short, or empty, and still have a next one. Texts that are encrypted, such as addresses of webhooks, aren't searched.",
    body: MentionSearchDto,
    answer: 'MentionPage',
    sends: ['Cache-Control'],
    problems: [404],
  })
  async find(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MentionPage> {
    validate(MentionSearchDto, body);
    this.streamed.begin(reply);
    return this.mentions.find(body as unknown as MentionSearchDto, requesterOf(request, reply).gone);
  }

  @Post(':id/approve')
  @HttpCode(201)
  @Header('Cache-Control', 'no-store')
  @ApiRoute({
    summary: 'Approve a request, and so redact the event, irreversibly',
    description:
      'For another principal than the one that requested it. From the response on, no instance that has read the event shows the fields, as of no moment. `erasure` says whether the files of this instance are free of them; `GET` says it later.',
    answer: 'ApprovedRedaction',
    statuses: [201, 200],
    reads: ['Idempotency-Key', 'traceparent'],
    sends: ['Cache-Control', 'Ledger-Position'],
    problems: [422],
  })
  async approve(
    @Param('id') id: string,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApprovedRedaction> {
    const { recorded, salt } = await this.redactions.approve(id, context);
    const answer = await this.answers.written(reply, id, recorded);
    const note = salt === undefined ? SHOWN_BEFORE : SHOWN;
    return { ...answer, salt: salt ?? null, note, erasure: await this.erasure.settled(id, WAIT_MS) };
  }

  @Post(':id/reject')
  @ApiRoute({ ...RECORDING, summary: 'Reject a request, or withdraw it', body: RedactionRejectionDto })
  async reject(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    const asked = body ?? {};
    validate(RedactionRejectionDto, asked);
    const { reason } = asked as RedactionRejectionDto;
    return this.answers.written(reply, id, await this.redactions.reject(id, reason, context));
  }
}
