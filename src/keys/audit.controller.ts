import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessAudit, AUDIT_ACTIONS } from '../access/access-audit.js';
import { RequiresScope } from '../access/access.guard.js';
import type { AuditAction, AuditEntry } from '../access/access.views.js';
import { answerPage, PageQuery, readQuery, splitPageQuery } from '../http/list-query.js';
import { ApiGroup, ApiRoute } from '../http/openapi.decorators.js';
import { decodeCursor, encodeCursor, listName, type Page, pageSize } from '../read-model/pagination.js';
import { Describe, OneOf, Optional, Slug } from '../validation/field-decorators.js';

class AuditQuery extends PageQuery {
  @Describe('Only about this principal: its id.')
  @Optional()
  @Slug()
  principal?: string;
  @Describe('Only about this key: its id.')
  @Optional()
  @Slug()
  key?: string;
  @Describe('Only what this principal did: its id.')
  @Optional()
  @Slug()
  by?: string;
  @Describe('Only these acts.')
  @Optional()
  @OneOf(AUDIT_ACTIONS)
  action?: AuditAction;
}

@Controller('v1/audit')
@RequiresScope('admin')
@ApiGroup({ tag: 'access', about: 'Principals and their keys. All but `/v1/whoami` requires the scope `admin`.' })
export class AuditController {
  constructor(private readonly audit: AccessAudit) {}

  @Get()
  @ApiRoute({
    summary: 'List who registered principals and created, used and revoked keys, newest first',
    description:
      'From the log itself, so nothing is left out or changed. The use of a key is on record once a day, by its first request that required a key. A page can be short, or empty, and still have a next one.',
    query: AuditQuery,
    answer: 'AuditEntryPage',
    sends: ['Link'],
  })
  async list(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<AuditEntry>> {
    const { filter, page } = splitPageQuery(readQuery(AuditQuery, query));
    const list = listName('audit', filter);
    const from = page.cursor === undefined ? undefined : decodeCursor(list, page.cursor);
    const { items, before } = await this.audit.read(filter, from?.number, pageSize(page));
    const at = from?.at ?? new Date().toISOString();
    const next = before === undefined ? {} : { next: encodeCursor(list, { number: before, at }) };
    return answerPage(request, reply, { items, ...next });
  }
}
