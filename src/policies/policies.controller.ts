import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFoundError } from '../command-handling/errors.js';
import { answerTagged } from '../http/etag.js';
import { ApiGroup, ApiRoute } from '../http/openapi.decorators.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { RELEASED_POLICIES, releasedPolicy } from '../verification/released-policies.js';
import { type PolicyView, policyView } from './policy.views.js';

@Controller('v1/policies')
@ApiGroup({
  tag: 'policies',
  about: 'The policies by which claims are evaluated: their rules in words, and the parameters in which they differ.',
  one: 'a policy',
})
export class PoliciesController {
  constructor(private readonly current: CurrentReadModel) {}

  @Get()
  @ApiRoute({ summary: 'List policies', answer: 'PolicyViewPage' })
  list(): { items: readonly PolicyView[] } {
    const { policy: inUse } = this.current.about();
    return { items: RELEASED_POLICIES.map((policy) => policyView(policy, inUse)) };
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
    const policy = releasedPolicy(name);
    if (policy === undefined) throw new NotFoundError('policy', name);
    return answerTagged(request, reply, policyView(policy, this.current.about().policy));
  }
}
