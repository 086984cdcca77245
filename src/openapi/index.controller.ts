import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../access/access.guard.js';
import { Produces, qualityOf } from '../http/accept.guard.js';
import { addVary } from '../http/vary.js';
import { ApiGroup, ApiRoute } from '../http/openapi.decorators.js';
import { packageInfo } from '../lib/package-info.js';
import { INDEX_POLICY, indexPage, type ServiceIndex, serviceIndex } from './service-index.js';

@Controller()
@Public()
@ApiGroup({ tag: 'description', about: 'The description of this API.' })
export class IndexController {
  private readonly index: ServiceIndex;

  constructor() {
    const { version, homepage } = packageInfo();
    this.index = serviceIndex(version, homepage);
  }

  @Get()
  @Produces('text/html', 'application/json')
  @ApiRoute({
    summary: 'Get the addresses to start with',
    description: 'A page for clients that prefer `text/html`, such as browsers; JSON with the same links for others.',
    answer: { 'application/json': 'ServiceIndex', 'text/html': 'text' },
    sends: ['Vary'],
  })
  get(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): ServiceIndex | string {
    const { accept } = request.headers;
    addVary(reply, 'Accept');
    if (qualityOf(accept, 'text/html') <= qualityOf(accept, 'application/json')) return this.index;
    void reply.type('text/html; charset=utf-8').header('Content-Security-Policy', INDEX_POLICY);
    return indexPage(this.index);
  }
}
