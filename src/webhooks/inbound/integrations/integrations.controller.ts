import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../../../access/access.guard.js';
import { requirePrincipal } from '../../../access/authentication.js';
import type { CommandContext } from '../../../command-handling/command-context.js';
import { generateId, parseCommand, optionalBody } from '../../../http/command-body.js';
import { ReqCommandContext } from '../../../http/command-context.decorator.js';
import { ApiGroup, ApiRoute, RECORDING } from '../../../http/openapi.decorators.js';
import { WriteResponder, type WriteResult } from '../../../http/write-response.js';
import { validate } from '../../../validation/validate.js';
import {
  IntegrationChangesDto,
  IntegrationPauseDto,
  IntegrationRotationDto,
  NewIntegrationDto,
} from './integration.dto.js';
import type { IntegrationSecret, IntegrationView, ReencryptedIntegrations } from './integration.views.js';
import { IntegrationViews } from './integration-views.js';
import { IntegrationsService, type SecretShown } from './integrations.service.js';

const SHOWN = 'Store this secret where the sender finds it. It will not be shown again.';
const GIVEN = 'The ledger verifies with the secret that you gave.';
const SHOWN_BEFORE = 'The secret was shown in the first response to this request. If it was lost, rotate it.';

@Controller('v1/integrations')
@RequiresScope('integrations')
@ApiGroup({
  tag: 'integrations',
  about: 'What other services send to the ledger, and what is recorded of it. All requires the scope `integrations`.',
  one: 'an integration',
})
export class IntegrationsController {
  constructor(
    private readonly integrations: IntegrationsService,
    private readonly views: IntegrationViews,
    private readonly answers: WriteResponder,
  ) {}

  @Get()
  @ApiRoute({ summary: 'List integrations, without their secrets', answer: 'IntegrationViewPage' })
  async list(): Promise<{ items: readonly IntegrationView[] }> {
    return { items: this.views.of(await this.integrations.list()) };
  }

  @Get(':id')
  @ApiRoute({ summary: 'Get an integration, without its secret', answer: 'IntegrationView' })
  async get(@Param('id') id: string): Promise<IntegrationView | undefined> {
    const [view] = this.views.of([await this.integrations.get(id)]);
    return view;
  }

  @Post()
  @ApiRoute({
    ...RECORDING,
    summary: 'Create an integration',
    description:
      'Senders that have its secret can then send to its `address`. It records as a principal of its own, with its own scopes, none of which your key may lack. The response shows the secret, this once.',
    body: NewIntegrationDto,
    answer: 'IntegrationSecret',
    sends: ['Location', 'Cache-Control'],
    // A repeated request, after the integration was removed.
    problems: [404],
  })
  @Header('Cache-Control', 'no-store')
  async create(
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IntegrationSecret> {
    const { id = generateId(context), ...fields } = read(NewIntegrationDto, body);
    const shown = await this.integrations.create(id, fields, requirePrincipal(request), context);
    return this.secretAnswer(reply, shown, `/v1/integrations/${shown.id}`);
  }

  @Patch(':id')
  @ApiRoute({
    ...RECORDING,
    summary: 'Change an integration',
    description: 'Your key needs all its scopes, those before and those after.',
    body: IntegrationChangesDto,
  })
  async change(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    const changes = read(IntegrationChangesDto, body);
    const recorded = await this.integrations.change(id, changes, requirePrincipal(request), context);
    return this.answers.written(reply, id, recorded);
  }

  @Post(':id/pause')
  @ApiRoute({
    ...RECORDING,
    summary: 'Pause an integration',
    description: 'Nothing is lost: what comes in meanwhile is accepted, and processed when it is resumed.',
    body: IntegrationPauseDto,
  })
  async pause(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    const { reason } = read(IntegrationPauseDto, optionalBody(body));
    return this.answers.written(reply, id, await this.integrations.pause(id, reason, context));
  }

  @Post(':id/resume')
  @ApiRoute({
    ...RECORDING,
    summary: 'Resume an integration that was paused',
    description: 'What came in meanwhile is processed, in the order in which it was accepted.',
  })
  async resume(
    @Param('id') id: string,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    return this.answers.written(reply, id, await this.integrations.resume(id, context));
  }

  @Post(':id/rotate')
  @ApiRoute({
    ...RECORDING,
    summary: 'Give an integration a new secret',
    description:
      'The secrets before it are accepted, too, until their time has passed. Your key needs all its scopes. The response shows the new secret, this once.',
    body: IntegrationRotationDto,
    answer: 'IntegrationSecret',
    sends: ['Cache-Control'],
  })
  @Header('Cache-Control', 'no-store')
  async rotate(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IntegrationSecret> {
    const rotation = read(IntegrationRotationDto, optionalBody(body));
    return this.secretAnswer(reply, await this.integrations.rotate(id, rotation, requirePrincipal(request), context));
  }

  @Delete(':id')
  @ApiRoute({
    ...RECORDING,
    summary: 'Remove an integration',
    description: 'Nothing is accepted any more. Deliveries that wait are dropped; what was recorded stays.',
  })
  @HttpCode(200)
  async remove(
    @Param('id') id: string,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    return this.answers.written(reply, id, await this.integrations.remove(id, context));
  }

  @Post('reencrypt')
  @ApiRoute({
    summary: 'Encrypt the secrets of all integrations with the first key',
    description:
      'After a key was put before the others in `CLAIM_LEDGER_SECRETS_KEY`. Afterwards, the others are not needed.',
    answer: 'ReencryptedIntegrations',
  })
  @HttpCode(200)
  async reencrypt(@ReqCommandContext() context: CommandContext): Promise<ReencryptedIntegrations> {
    return { integrations: await this.integrations.reencrypt(context) };
  }

  private async secretAnswer(
    reply: FastifyReply,
    { id, recorded, secret, isGiven }: SecretShown,
    location?: string,
  ): Promise<IntegrationSecret> {
    const answer = await this.answers.written(reply, id, recorded, location === undefined ? {} : { location });
    const note = isGiven ? GIVEN : secret === undefined ? SHOWN_BEFORE : SHOWN;
    return { ...answer, address: this.views.addressOf(id), secret: secret ?? null, note };
  }
}

/** Throws a `CommandRejectedError` that names every bad field. */
function read<Dto extends object>(dto: new () => Dto, body: unknown): Dto {
  const fields = parseCommand(body);
  validate(dto, fields);
  return fields as unknown as Dto;
}
