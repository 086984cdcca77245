import { Body, Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../access/access.guard.js';
import { AccessService, type NewKey } from '../access/access.service.js';
import type { KeyView } from '../access/access.views.js';
import { optionalBody } from '../http/command-body.js';
import { WriteResponder, type WriteResult } from '../http/write-response.js';
import { ApiRoute, ApiGroup, RECORDING } from '../http/openapi.decorators.js';
import { answerPage, readQuery, splitPageQuery } from '../http/list-query.js';
import { listName, type Page, pageOfAll } from '../read-model/pagination.js';
import { ReqCommandContext } from '../http/command-context.decorator.js';
import type { CommandContext } from '../command-handling/command-context.js';
import { validate } from '../validation/validate.js';
import { parseDayOrInstant } from '../domain/fuzzy-time.js';
import type { CreatedKey } from './key-answer.js';
import { KeyListQuery, NewKeyDto, RevocationDto } from './key.dto.js';

const SHOWN = 'Store this key now. It will not be shown again.';
const SHOWN_BEFORE =
  'The key was shown in the first response to this request. If it was lost, revoke it and create another.';

@Controller('v1/keys')
@RequiresScope('admin')
@ApiGroup({
  tag: 'access',
  about: 'Principals and their keys. All but `/v1/whoami` requires the scope `admin`.',
  one: 'a key',
})
export class KeysController {
  constructor(
    private readonly access: AccessService,
    private readonly answers: WriteResponder,
  ) {}

  @Get()
  @ApiRoute({
    summary: 'List keys, oldest first, without their secrets',
    query: KeyListQuery,
    answer: 'KeyViewPage',
    sends: ['Link'],
  })
  async list(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<KeyView>> {
    const { filter, page } = splitPageQuery(readQuery(KeyListQuery, query));
    const { principal, status } = filter;
    const passes = (key: KeyView) =>
      (principal === undefined || key.principal === principal) && (status === undefined || key.status === status);
    const at = new Date().toISOString();
    const keys = pageOfAll(listName('keys', filter), { ...page, at }, await this.access.keys(), passes);
    return answerPage(request, reply, keys);
  }

  @Get(':id')
  @ApiRoute({ summary: 'Get a key, without its secret', answer: 'KeyView' })
  get(@Param('id') id: string): Promise<KeyView> {
    return this.access.key(id);
  }

  @Post()
  @ApiRoute({
    ...RECORDING,
    summary: 'Create a key',
    description: 'A new principal is registered with its first key. The response shows the key, this once.',
    body: NewKeyDto,
    answer: 'CreatedKey',
    sends: ['Location', 'Cache-Control'],
  })
  @Header('Cache-Control', 'no-store')
  async create(
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreatedKey> {
    const { recorded, created, text } = await this.access.createKey(newKey(body), context);
    const { key: id, ...metadata } = created;
    const answer = await this.answers.written(reply, id, recorded, { location: `/v1/keys/${id}` });
    return { ...answer, ...metadata, key: text ?? null, note: text === undefined ? SHOWN_BEFORE : SHOWN };
  }

  @Post(':id/revoke')
  @ApiRoute({ ...RECORDING, summary: 'Revoke a key, irreversibly', body: RevocationDto })
  async revoke(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult> {
    const { reason } = read(RevocationDto, optionalBody(body));
    return this.answers.written(reply, id, await this.access.revokeKey(id, reason, context));
  }
}

function newKey(body: unknown): NewKey {
  const { expiresAt, ...fields } = read(NewKeyDto, body);
  if (expiresAt === undefined) return fields;
  return { ...fields, expiresAt: new Date(parseDayOrInstant(expiresAt).earliest).toISOString() };
}

/** Throws a `CommandRejectedError` that names every bad field. */
function read<Dto extends object>(dto: new () => Dto, body: unknown): Dto {
  validate(dto, body);
  return body as unknown as Dto;
}
