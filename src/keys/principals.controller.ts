import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../access/access.guard.js';
import { AccessService } from '../access/access.service.js';
import type { PrincipalView } from '../access/access.views.js';
import { WriteResponder, type WriteResult } from '../http/write-response.js';
import { ApiRoute, ApiGroup, RECORDING } from '../http/openapi.decorators.js';
import { answerPage, PageQuery, readQuery, splitPageQuery } from '../http/list-query.js';
import { listName, type Page, pageOfAll } from '../read-model/pagination.js';
import { ReqCommandContext } from '../http/command-context.decorator.js';
import { parseCommand } from '../http/command-body.js';
import type { CommandContext } from '../command-handling/command-context.js';
import { toDomainEvent } from '../validation/command-to-event.js';
import { PrincipalAmendedDto } from './key.dto.js';

const PRINCIPAL_EVENTS = { types: { PrincipalAmended: { dto: PrincipalAmendedDto } } };

@Controller('v1/principals')
@RequiresScope('admin')
@ApiGroup({
  tag: 'access',
  about: 'Principals and their keys. All but `/v1/whoami` requires the scope `admin`.',
  one: 'a principal',
  commands: { name: 'PrincipalCommand', events: PRINCIPAL_EVENTS },
})
export class PrincipalsController {
  constructor(
    private readonly access: AccessService,
    private readonly answers: WriteResponder,
  ) {}

  @Get()
  @ApiRoute({
    summary: 'List principals, oldest first',
    query: PageQuery,
    answer: 'PrincipalViewPage',
    sends: ['Link'],
  })
  async list(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<PrincipalView>> {
    const { page } = splitPageQuery(readQuery(PageQuery, query));
    const at = new Date().toISOString();
    const principals = pageOfAll(listName('principals', {}), { ...page, at }, await this.access.principals());
    return answerPage(request, reply, principals);
  }

  /** A principal is registered with its first key; this route changes its name. */
  @Post(':id/events')
  @ApiRoute({ ...RECORDING, summary: 'Rename a principal', body: 'event' })
  async change(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    const { data } = toDomainEvent<{ PrincipalAmended: PrincipalAmendedDto }>(PRINCIPAL_EVENTS, parseCommand(body));
    return this.answers.written(reply, id, await this.access.amendPrincipal(id, data.name, context));
  }
}
