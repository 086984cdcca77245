import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../access/access.guard.js';
import type { CommandContext } from '../command-handling/command-context.js';
import { NotFoundError } from '../command-handling/errors.js';
import { parseCommand } from '../http/command-body.js';
import { ReqCommandContext } from '../http/command-context.decorator.js';
import { answerTagged } from '../http/etag.js';
import { ApiGroup, ApiRoute, RECORDING } from '../http/openapi.decorators.js';
import { WriteResponder, type WriteResult } from '../http/write-response.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { parseId } from '../validation/field-decorators.js';
import { RELEASED_POLICIES } from '../verification/released-policies.js';
import { PolicyQueries } from './policies.queries.js';
import { PoliciesService } from './policies.service.js';
import { PolicyDefinitionDto } from './policy.dto.js';
import { type PolicyView, policyView } from './policy.views.js';

@Controller('v1/policies')
@ApiGroup({
  tag: 'policies',
  about: 'The policies by which claims are evaluated: their rules in words, and the parameters in which they differ.',
  one: 'a policy',
})
export class PoliciesController {
  constructor(
    private readonly current: CurrentReadModel,
    private readonly policies: PoliciesService,
    private readonly answers: WriteResponder,
  ) {}

  @Get()
  @ApiRoute({ summary: 'List policies', answer: 'PolicyViewPage' })
  list(): { items: readonly PolicyView[] } {
    return { items: this.views() };
  }

  @Get(':id/:version')
  @ApiRoute({ summary: 'Get one version of a policy', answer: 'PolicyView', tagged: true })
  get(
    @Param('id') id: string,
    @Param('version') version: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string | undefined {
    const name = `${id}/${version}`;
    const view = this.views().find((policy) => policy.name === name);
    if (view === undefined) throw new NotFoundError('policy', name);
    return answerTagged(request, reply, view);
  }

  @Post()
  @RequiresScope('record')
  @ApiRoute({
    ...RECORDING,
    summary: 'Define a version of a policy',
    description:
      'Idempotent: the same version with the same parameters records nothing. A version never changes, so other parameters are rejected. The setting `CLAIM_LEDGER_POLICY` selects the policy that a ledger runs under.',
    body: PolicyDefinitionDto,
    sends: ['Location'],
  })
  async define(
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    const { id: given, ...fields } = parseCommand(body);
    const id = parseId(given);
    const command = { ...fields, type: 'PolicyDefined' };
    const recorded = await this.policies.record(id, command, context);
    const location = `/v1/policies/${id}/${String(fields['version'])}`;
    return this.answers.written(reply, id, recorded, { location, commands: [command] });
  }

  private views(): readonly PolicyView[] {
    const { policy: inUse } = this.current.about();
    const own = this.current.queries(PolicyQueries).list();
    return [
      ...RELEASED_POLICIES.map((policy) => policyView(policy, inUse)),
      ...own.map(({ policy, definedAt }) => ({ ...policyView(policy, inUse), definedAt })),
    ];
  }
}
