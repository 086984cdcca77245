import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../../../access/access.guard.js';
import type { CommandContext } from '../../../command-handling/command-context.js';
import { NotFoundError } from '../../../command-handling/errors.js';
import { DeliveryQueries, type InboundDelivery } from '../../../deliveries/delivery.queries.js';
import { parseCommand } from '../../../http/command-body.js';
import { ReqCommandContext } from '../../../http/command-context.decorator.js';
import { answerPage, readQuery } from '../../../http/list-query.js';
import { ApiGroup, ApiRoute, RECORDING } from '../../../http/openapi.decorators.js';
import { WriteResponder, type WriteResult } from '../../../http/write-response.js';
import { deliveryStream } from '../../../deliveries/delivery.events.js';
import { RedactionQueries, redactedMember } from '../../../redactions/redaction.queries.js';
import { CurrentReadModel } from '../../../read-model/current-read-model.js';
import type { Page } from '../../../read-model/pagination.js';
import { validate } from '../../../validation/validate.js';
import { IntegrationsService } from '../integrations/integrations.service.js';
import type { InboundPayload } from '../mapping/inbound-payload.js';
import type { DeliveryPreview } from '../recording/delivery-outcome.js';
import { DropDto, InboundDeliveriesQuery, TryDto } from './deliveries.dto.js';
import { DeliveriesService } from './deliveries.service.js';
import type { InboundDeliveryDetails, RetriedDeliveries } from './deliveries.views.js';

@Controller('v1/integrations/:id')
@RequiresScope('integrations')
@ApiGroup({
  tag: 'integrations',
  about: 'What other services send to the ledger, and what is recorded of it. All requires the scope `integrations`.',
  one: 'an integration',
})
export class InboundDeliveriesController {
  constructor(
    private readonly integrations: IntegrationsService,
    private readonly deliveries: DeliveriesService,
    private readonly current: CurrentReadModel,
    private readonly answers: WriteResponder,
  ) {}

  @Get('deliveries')
  @ApiRoute({
    summary: 'List what an integration was sent, newest first',
    query: InboundDeliveriesQuery,
    sends: ['Link'],
    answer: 'InboundDeliveryPage',
  })
  async list(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<InboundDelivery>> {
    const { status, limit, cursor } = readQuery(InboundDeliveriesQuery, query);
    await this.integrations.get(id);
    const page = { status, cursor, limit: limit === undefined ? undefined : Number(limit) };
    return answerPage(request, reply, this.current.queries(DeliveryQueries).list(id, page));
  }

  @Get('deliveries/:delivery')
  @ApiRoute({ summary: 'Get a delivery with what was sent', answer: 'InboundDeliveryDetails' })
  async get(@Param('id') id: string, @Param('delivery') delivery: string): Promise<InboundDeliveryDetails> {
    await this.integrations.get(id);
    const view = this.current.queries(DeliveryQueries).get(id, delivery);
    if (!view) throw new NotFoundError('delivery', delivery);
    const { received, payload } = await this.deliveries.read(id, delivery);
    const { headers, encoding } = received;
    const redacted = this.current.queries(RedactionQueries).ofStream(deliveryStream(delivery));
    const body = Buffer.from(payload.body).toString(encoding);
    return { ...view, headers, encoding, body, ...redactedMember(redacted) };
  }

  @Post('deliveries/:delivery/retry')
  @ApiRoute({
    ...RECORDING,
    summary: 'Process a delivery again',
    description:
      'After a change of the mapping or of the ledger. What an earlier attempt recorded is not recorded again. A delivery that was dropped stays so.',
  })
  async retry(
    @Param('id') id: string,
    @Param('delivery') delivery: string,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    return this.answers.written(reply, delivery, await this.deliveries.retry(id, delivery, context));
  }

  @Post('deliveries/:delivery/drop')
  @ApiRoute({
    ...RECORDING,
    summary: 'Drop a delivery that waits or failed',
    description: 'Nothing more is recorded of it. The log keeps it, with the reason.',
    body: DropDto,
  })
  async drop(
    @Param('id') id: string,
    @Param('delivery') delivery: string,
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    const fields = parseCommand(body);
    validate(DropDto, fields);
    const { reason } = fields as unknown as DropDto;
    return this.answers.written(reply, delivery, await this.deliveries.drop(id, delivery, reason, context));
  }

  @Post('retry')
  @ApiRoute({
    summary: 'Process the deliveries of an integration that failed again',
    description: 'In the order in which they were accepted, the oldest 1,000.',
    answer: 'RetriedDeliveries',
    statuses: [202],
  })
  @HttpCode(202)
  async retryFailed(@Param('id') id: string, @ReqCommandContext() context: CommandContext): Promise<RetriedDeliveries> {
    return { deliveries: await this.deliveries.retryFailed(id, context) };
  }

  @Post('try')
  @ApiRoute({
    summary: 'Show what a payload would record',
    description:
      'A dry run: maps the payload as a delivery of this integration would be, checks the commands against the ledger, and records nothing. With `mapping`, by another mapping than that of the integration.',
    body: TryDto,
    answer: 'DeliveryPreview',
  })
  @HttpCode(200)
  async try(@Param('id') id: string, @Body() body: unknown): Promise<DeliveryPreview> {
    const fields = parseCommand(body);
    validate(TryDto, fields);
    const tried = fields as unknown as TryDto;
    const payload =
      tried.delivery === undefined ? payloadOf(tried) : await this.deliveries.payloadOf(id, tried.delivery);
    return this.deliveries.tryOut(id, payload, tried.mapping);
  }
}

function payloadOf({ payload, text, contentType = 'application/json', headers = {} }: TryDto): InboundPayload {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    id: 'try',
    receivedAt: new Date().toISOString(),
    contentType,
    headers: Object.fromEntries(lower),
    body: Buffer.from(text ?? JSON.stringify(payload)),
  };
}
