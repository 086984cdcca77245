import { hostname } from 'node:os';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../../../access/access.guard.js';
import type { CommandContext } from '../../../command-handling/command-context.js';
import { optionalBody } from '../../../http/command-body.js';
import { ReqCommandContext } from '../../../http/command-context.decorator.js';
import { answerPage, readQuery } from '../../../http/list-query.js';
import { ApiGroup, ApiRoute, RECORDING } from '../../../http/openapi.decorators.js';
import { WriteResponder, type WriteResult } from '../../../http/write-response.js';
import { CursorMismatchError } from '../../../read-model/pagination.js';
import { validate } from '../../../validation/validate.js';
import { DEFAULT_PER_SECOND, DeliveriesQuery, RedeliveryDto, WebhookReplayDto } from '../subscriptions/webhook.dto.js';
import type {
  DeliveryView,
  DeliveryViewPage,
  Redelivered,
  WebhookReplayCount,
  WebhookTestResult,
} from '../subscriptions/webhook.views.js';
import { WebhookPositions } from '../webhook-positions.js';
import { WebhooksService } from '../webhooks.service.js';
import type { DeliveryLog, DeliveryRow } from './delivery-log.js';

const DEFAULT_LIMIT = 50;

/** Where the attempts of this instance are; undefined where webhooks are off. */
export abstract class DeliveryLogs {
  abstract readonly log: DeliveryLog | undefined;
}

@Controller('v1/webhooks/:id')
@RequiresScope('webhooks')
@ApiGroup({
  tag: 'webhooks',
  about: 'Where events and changes of status are sent. All requires the scope `webhooks`.',
  one: 'a webhook',
})
export class WebhookDeliveriesController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly deliveries: DeliveryLogs,
    private readonly positions: WebhookPositions,
    private readonly answers: WriteResponder,
  ) {}

  @Get('deliveries')
  @ApiRoute({
    summary: 'List the deliveries of a webhook, newest first',
    description:
      'Those that this instance made, which `instance` names: the last 10,000, for 30 days, each with its last 50 attempts.',
    query: DeliveriesQuery,
    sends: ['Link'],
    answer: 'DeliveryViewPage',
  })
  async list(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeliveryViewPage> {
    const { status, limit = String(DEFAULT_LIMIT), cursor } = readQuery(DeliveriesQuery, query);
    await this.webhooks.get(id);
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw new CursorMismatchError();
    const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor);
    const rows = this.deliveries.log?.list(id, status, before, Number(limit) + 1) ?? [];
    const items = rows.slice(0, Number(limit));
    const last = items.at(-1);
    const page = {
      items: items.map((row) => this.view(row)),
      ...(rows.length > items.length && last && { next: String(last.number) }),
    };
    return { instance: { host: hostname(), sends: this.webhooks.sends }, ...answerPage(request, reply, page) };
  }

  @Post('test')
  @ApiRoute({
    summary: 'Send a test to a webhook',
    description: 'One attempt with an event of the type `claim-ledger.webhook.test.v1`. Nothing is recorded.',
    answer: 'WebhookTestResult',
  })
  @HttpCode(200)
  async test(@Param('id') id: string): Promise<WebhookTestResult> {
    const { id: delivery, outcome } = await this.webhooks.test(id);
    const { durationMs } = outcome;
    if (outcome.kind !== 'answered') {
      return { delivery, isDelivered: false, failure: outcome.message, durationMs, answer: '' };
    }
    const { status, body: answer } = outcome;
    return { delivery, isDelivered: status >= 200 && status < 300, status, durationMs, answer };
  }

  @Post('redeliver')
  @ApiRoute({
    summary: 'Make deliveries of a webhook again',
    description:
      'One delivery, or at most 400 that were given up. They have the same `webhook-id` as before. Only the instance that sends does it, and it knows only deliveries that it made itself.',
    body: RedeliveryDto,
    answer: 'Redelivered',
    statuses: [202],
  })
  @HttpCode(202)
  async redeliver(@Param('id') id: string, @Body() body: unknown): Promise<Redelivered> {
    validate(RedeliveryDto, optionalBody(body));
    const { delivery } = optionalBody(body) as RedeliveryDto;
    return { deliveries: await this.webhooks.redeliver(id, delivery) };
  }

  @Post('replays')
  @ApiRoute({
    ...RECORDING,
    summary: 'Send history to a webhook again',
    description:
      'What follows `from`, until now, in the order of the log and one after the other, with all retries. What was delivered before is delivered again, with the same `webhook-id`, and with the header `ledger-replay`.',
    body: WebhookReplayDto,
  })
  async replay(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    const { from, perSecond } = asked(body);
    const span = await this.positions.span(from, '/from');
    return this.answers.written(reply, id, await this.webhooks.startReplay(id, { ...span, perSecond }, context));
  }

  @Post('replays/count')
  @ApiRoute({
    summary: 'Count what a replay of history to a webhook would send',
    description: 'Sends and records nothing.',
    body: WebhookReplayDto,
    answer: 'WebhookReplayCount',
  })
  @HttpCode(200)
  async count(@Param('id') id: string, @Body() body: unknown): Promise<WebhookReplayCount> {
    const { from, perSecond } = asked(body);
    const span = await this.positions.span(from, '/from');
    const count = await this.webhooks.countReplay(id, span.from, span.until);
    return { count, seconds: Math.ceil(count / perSecond) };
  }

  @Delete('replays/:replay')
  @ApiRoute({ ...RECORDING, summary: 'Cancel a replay of history to a webhook' })
  @HttpCode(200)
  async cancel(
    @Param('id') id: string,
    @Param('replay') replay: string,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    return this.answers.written(reply, id, await this.webhooks.cancelReplay(id, replay, context));
  }

  private view({ number, lane, delivery, type, claim, state, attempts, nextAt }: DeliveryRow): DeliveryView {
    const [, replay] = lane.split('.');
    return {
      delivery,
      ...(replay !== undefined && { replay }),
      type,
      ...(claim !== null && { claim }),
      status: state,
      attempts,
      ...(nextAt !== null && { nextAt }),
      log: (this.deliveries.log?.attempts(number) ?? []).map(({ at, durationMs, status, failure, answer }) => ({
        at,
        durationMs,
        ...(status !== null && { status }),
        ...(failure !== null && { failure }),
        answer,
      })),
    };
  }
}

function asked(body: unknown): { readonly from: string | undefined; readonly perSecond: number } {
  validate(WebhookReplayDto, optionalBody(body));
  const { from, perSecond = DEFAULT_PER_SECOND } = optionalBody(body) as WebhookReplayDto;
  return { from, perSecond };
}
