import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../../access/access.guard.js';
import type { CommandContext } from '../../command-handling/command-context.js';
import { generateId, optionalBody } from '../../http/command-body.js';
import { ReqCommandContext } from '../../http/command-context.decorator.js';
import { answerTagged } from '../../http/etag.js';
import { ApiGroup, ApiRoute, RECORDING } from '../../http/openapi.decorators.js';
import { WriteResponder, type WriteResult } from '../../http/write-response.js';
import { validate } from '../../validation/validate.js';
import { canonicalFields } from '../../validation/canonical-fields.js';
import { parseCommand } from '../../http/command-body.js';
import { NewWebhookDto, PauseDto, RotationDto, WebhookChangesDto } from './subscriptions/webhook.dto.js';
import type { Reencrypted, WebhookSecret, WebhookView } from './subscriptions/webhook.views.js';
import { type SecretShown, WebhooksService } from './webhooks.service.js';
import { WebhookPositions } from './webhook-positions.js';
import { WebhookViews } from './webhook-views.js';

const SHOWN = 'Store this secret now: the receiver verifies with it. It will not be shown again.';
const SHOWN_BEFORE = 'The secret was shown in the first response to this request. If it was lost, rotate it.';
const PUBLIC = 'The receiver verifies with the public key. GET shows it again.';

@Controller('v1/webhooks')
@RequiresScope('webhooks')
@ApiGroup({
  tag: 'webhooks',
  about: 'Where events and changes of status are sent. All requires the scope `webhooks`.',
  one: 'a webhook',
})
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly views: WebhookViews,
    private readonly positions: WebhookPositions,
    private readonly answers: WriteResponder,
  ) {}

  @Get()
  @ApiRoute({ summary: 'List webhooks, without their secrets', answer: 'WebhookViewPage' })
  async list(): Promise<{ items: readonly WebhookView[] }> {
    return { items: await this.views.of(await this.webhooks.list()) };
  }

  @Get(':id')
  @ApiRoute({ summary: 'Get a webhook, without its secret', answer: 'WebhookView', tagged: true })
  async get(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const [view = {}] = await this.views.of([await this.webhooks.get(id)]);
    return answerTagged(request, reply, view);
  }

  @Post()
  @ApiRoute({
    ...RECORDING,
    summary: 'Create a webhook',
    description:
      'What is recorded from now on, or after `from`, is sent once the receiver has agreed. The response shows the secret, this once.',
    body: NewWebhookDto,
    answer: 'WebhookSecret',
    sends: ['Location', 'Cache-Control'],
    // A repeated request, after the webhook was removed.
    problems: [404],
  })
  @Header('Cache-Control', 'no-store')
  async create(
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookSecret> {
    const { id = generateId(context), from, ...fields } = read(NewWebhookDto, body);
    const position = from === undefined ? undefined : await this.positions.position(from, '/from');
    const shown = await this.webhooks.create(id, fields, position, context);
    return this.secretAnswer(reply, shown, `/v1/webhooks/${shown.id}`);
  }

  @Patch(':id')
  @ApiRoute({ ...RECORDING, summary: 'Change a webhook', body: WebhookChangesDto })
  async change(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    return this.answers.written(reply, id, await this.webhooks.change(id, read(WebhookChangesDto, body), context));
  }

  @Post(':id/pause')
  @ApiRoute({
    ...RECORDING,
    summary: 'Pause a webhook',
    description: 'Nothing is lost: what is recorded meanwhile is sent when it is resumed.',
    body: PauseDto,
  })
  async pause(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    const { reason } = read(PauseDto, optionalBody(body));
    return this.answers.written(reply, id, await this.webhooks.pause(id, reason, context));
  }

  @Post(':id/resume')
  @ApiRoute({
    ...RECORDING,
    summary: 'Resume a webhook that was paused or disabled, or whose receiver refused',
    description: 'Sending continues where it stopped. A receiver that refused gets another handshake.',
  })
  async resume(
    @Param('id') id: string,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    return this.answers.written(reply, id, await this.webhooks.resume(id, context));
  }

  @Post(':id/rotate')
  @ApiRoute({
    ...RECORDING,
    summary: 'Give a webhook a new secret',
    description:
      'The secrets before it sign, too, until their time has passed. The response shows the new one, this once.',
    body: RotationDto,
    answer: 'WebhookSecret',
    sends: ['Cache-Control'],
  })
  @Header('Cache-Control', 'no-store')
  async rotate(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookSecret> {
    const { graceHours } = read(RotationDto, optionalBody(body));
    return this.secretAnswer(reply, await this.webhooks.rotate(id, graceHours, context));
  }

  @Delete(':id')
  @ApiRoute({ ...RECORDING, summary: 'Remove a webhook' })
  @HttpCode(200)
  async remove(
    @Param('id') id: string,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    return this.answers.written(reply, id, await this.webhooks.remove(id, context));
  }

  @Post('reencrypt')
  @ApiRoute({
    summary: 'Encrypt the secrets of all webhooks with the first key',
    description:
      'After a key was put before the others in `CLAIM_LEDGER_SECRETS_KEY`. Afterwards, the others are not needed.',
    answer: 'Reencrypted',
  })
  @HttpCode(200)
  async reencrypt(@ReqCommandContext() context: CommandContext): Promise<Reencrypted> {
    return { webhooks: await this.webhooks.reencrypt(context) };
  }

  private async secretAnswer(reply: FastifyReply, shown: SecretShown, location?: string): Promise<WebhookSecret> {
    const answer = await this.answers.written(
      reply,
      shown.id,
      shown.recorded,
      location === undefined ? {} : { location },
    );
    const [publicKey] = this.webhooks.publicKeys(await this.webhooks.get(shown.id));
    if (publicKey !== undefined) return { ...answer, secret: null, publicKey, note: PUBLIC };
    return { ...answer, secret: shown.secret ?? null, note: shown.secret === undefined ? SHOWN_BEFORE : SHOWN };
  }
}

/** Throws a `CommandRejectedError` that names every bad field. */
function read<Dto extends object>(dto: new () => Dto, body: unknown): Dto {
  const fields = canonicalFields(dto, parseCommand(body));
  validate(dto, fields);
  return fields as unknown as Dto;
}
